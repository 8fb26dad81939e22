using ContactCenter.Platform.Calendars;

namespace ContactCenter.Unit.Calendars;

/// <summary>The calendars that the tests count by.</summary>
internal static class Offices
{
    private static readonly HolidayNotice LocalHoliday = new(
        "地方", new DateOnly(2026, 10, 20), null, true, "县节",
        [new ArrangedDays(new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 24), DayKind.Holiday, "盘王节")]);

    /// <summary>8:00–12:00 and 14:30–17:30 the year round.</summary>
    internal static OfficeHours Plain { get; } = Hours(new OfficeSeason(1, 1, [Part(8, 12), Part(14.5, 17.5)]));

    /// <summary>In summer the afternoon is 15:00–18:00.</summary>
    internal static OfficeHours Seasons { get; } = Hours(
        new OfficeSeason(6, 1, [Part(8, 12), Part(15, 18)]), new OfficeSeason(10, 1, [Part(8, 12), Part(14.5, 17.5)]));

    /// <summary>Three parts, the last up to midnight.</summary>
    internal static OfficeHours Three { get; } = Hours(new OfficeSeason(3, 15, [Part(0, 2), Part(9, 11.5), Part(22, 24)]));

    internal static WorkingCalendar Of(string name, DateOnly? knownOn = null)
    {
        var days = StatutoryDays.From(HolidayNotices.Delivered.Where(notice => knownOn is null || notice.PublishedOn <= knownOn));
        return name switch
        {
            "plain" => new WorkingCalendar(days, [Plain]),
            "seasons" => new WorkingCalendar(days, [Seasons]),
            "three" => new WorkingCalendar(days, [Three]),
            "whole" => new WorkingCalendar(days, [Hours(new OfficeSeason(1, 1, [Part(0, 24)]))]),
            "late" => new WorkingCalendar(days, [Hours(new OfficeSeason(1, 1, [new OfficeSegment(TimeSpan.FromHours(8), new TimeSpan(23, 59, 0))]))]),
            "jianghua" => new WorkingCalendar(days.With([LocalHoliday]), [Plain]),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    internal static DateTimeOffset Beijing(string text) =>
        DateTimeOffset.Parse($"{text}+08:00", System.Globalization.CultureInfo.InvariantCulture);

    private static OfficeHours Hours(params IReadOnlyList<OfficeSeason> seasons) => new(new DateOnly(2019, 1, 1), seasons);

    private static OfficeSegment Part(double from, double to) => new(TimeSpan.FromHours(from), TimeSpan.FromHours(to));
}
