namespace ContactCenter.Platform.Calendars;

/// <summary>A part of a day in which an office works; half-open.</summary>
/// <param name="From">Since midnight.</param>
/// <param name="To">Since midnight, up to 24 hours; this moment no longer counts.</param>
public readonly record struct OfficeSegment(TimeSpan From, TimeSpan To);

/// <summary>Hours that hold from a day of every year on, until the next season begins.</summary>
/// <param name="Month">The month it begins in.</param>
/// <param name="Day">The day it begins on.</param>
/// <param name="Segments">The parts of each working day, in order.</param>
public sealed record OfficeSeason(int Month, int Day, IReadOnlyList<OfficeSegment> Segments);

/// <summary>The hours of an office (作息时间), by season.</summary>
/// <param name="ValidFrom">Their first day; they end where later ones begin.</param>
/// <param name="Seasons">At least one; a single one holds the year round.</param>
public sealed record OfficeHours(DateOnly ValidFrom, IReadOnlyList<OfficeSeason> Seasons)
{
    private const int AnyLeapYear = 2024;

    /// <summary>Why these hours cannot hold, for the person who wrote them; null where they can.</summary>
    public string? WhyNot()
    {
        if (Seasons.Count == 0)
        {
            return "至少需要一个作息季节。";
        }

        if (Seasons.Any(season => season.Month is < 1 or > 12 || season.Day < 1 || season.Day > DateTime.DaysInMonth(AnyLeapYear, season.Month)))
        {
            return "季节的起始月日不存在,请填写有效的月和日。";
        }

        if (Seasons.GroupBy(season => (season.Month, season.Day)).Any(same => same.Count() > 1))
        {
            return "两个季节不能从同一天开始。";
        }

        if (Seasons.Any(season => season.Segments.Count == 0))
        {
            return "每个季节至少需要一个办公时段。";
        }

        if (Seasons.SelectMany(season => season.Segments).Any(part => part.From < TimeSpan.Zero || part.To <= part.From || part.To > TimeSpan.FromDays(1)))
        {
            return "办公时段须在 0:00 至 24:00 之内,且结束晚于开始。";
        }

        return Seasons.Any(season => season.Segments.Zip(season.Segments.Skip(1)).Any(pair => pair.Second.From < pair.First.To))
            ? "同一天的办公时段须按先后填写,且不能重叠。"
            : null;
    }

    /// <summary>The parts of a working day.</summary>
    internal IReadOnlyList<OfficeSegment> On(DateOnly day) =>
        (Seasons.Where(season => (season.Month, season.Day).CompareTo((day.Month, day.Day)) <= 0).MaxBy(season => (season.Month, season.Day))
            ?? Seasons.MaxBy(season => (season.Month, season.Day))!).Segments;
}
