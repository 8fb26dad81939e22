namespace ContactCenter.Platform.Calendars;

/// <summary>
/// Beijing time, which the whole country keeps: eight hours ahead of UTC, without summer time since 1992. Nothing here asks the
/// operating system for a time zone, so that every host answers the same.
/// </summary>
public static class ChinaTime
{
    /// <summary>The distance from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day it is at a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>The moment at which a day has lasted so long; 24 hours are the next day's first moment.</summary>
    public static DateTimeOffset At(DateOnly day, TimeSpan time) =>
        FromLocalTicks((day.DayNumber * TimeSpan.TicksPerDay) + time.Ticks);

    /// <summary>Ticks on the wall's clock since the first day of the calendar.</summary>
    internal static long LocalTicks(DateTimeOffset moment) => moment.UtcTicks + Offset.Ticks;

    // In UTC, as the database wants every moment.
    internal static DateTimeOffset FromLocalTicks(long ticks) => new(ticks - Offset.Ticks, TimeSpan.Zero);
}
