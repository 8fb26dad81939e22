using System.Globalization;

namespace ContactCenter.Platform.Calendars;

/// <summary>
/// The days that are off by law in any year (全国年节及纪念日放假办法, as amended in 2024: 13 days): what can be said of a year
/// before its notice is published. Which days are moved to make long holidays, only the notice says.
/// </summary>
internal static class StatutoryEstimate
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The holiday a day will be part of, or null.</summary>
    internal static string? NameOf(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => "元旦",
        (4, var date) when date == Qingming(day.Year) => "清明节",
        (5, 1 or 2) => "劳动节",
        (10, 1 or 2 or 3) => "国庆节",
        _ => ByMoon(day),
    };

    private static string? ByMoon(DateOnly day)
    {
        var moment = day.ToDateTime(TimeOnly.MinValue);
        if (moment < Lunar.MinSupportedDateTime || moment.AddDays(1) > Lunar.MaxSupportedDateTime)
        {
            return null;
        }

        return MoonDay(moment) switch
        {
            (1, 1 or 2 or 3) => "春节",
            (5, 5) => "端午节",
            (8, 15) => "中秋节",
            _ => MoonDay(moment.AddDays(1)) is (1, 1) ? "春节" : null,
        };
    }

    // A leap month bears the number of the one before it and has no festivals.
    private static (int Month, int Day) MoonDay(DateTime moment)
    {
        var (month, leap) = (Lunar.GetMonth(moment), Lunar.GetLeapMonth(Lunar.GetYear(moment)));
        return month == leap ? (0, 0) : (leap > 0 && month > leap ? month - 1 : month, Lunar.GetDayOfMonth(moment));
    }

    // The usual approximation of the sun's position, right for the years 2000 to 2099.
    private static int Qingming(int year) => (int)Math.Floor((year % 100 * 0.2422) + 4.81) - (year % 100 / 4);
}
