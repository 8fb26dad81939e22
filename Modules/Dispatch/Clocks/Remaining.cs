using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>What is left of a clock.</summary>
/// <param name="Minutes">Whole minutes, of working time or by the clock on the wall; negative once overdue.</param>
/// <param name="WorkingTime">Which of the two.</param>
/// <param name="Text">As people say it.</param>
internal sealed record Remaining(long Minutes, bool WorkingTime, string Text)
{
    /// <summary>What is left at a moment, or of a standing clock since it stands; null where it has stopped.</summary>
    internal static Remaining? Of(Clock clock, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (clock.State is not (ClockState.Running or ClockState.Paused))
        {
            return null;
        }

        var from = clock.PausedAt ?? now;
        var working = !clock.Limit.Time.IsNatural;
        var left = working ? calendar.WorkingTimeBetween(from, clock.DueAt) : clock.DueAt - from;
        var minutes = (long)Math.Floor(left.TotalMinutes);

        var span = TimeSpan.FromMinutes(Math.Abs(minutes));
        var amount = (long)span.TotalHours > 0 ? $"{(long)span.TotalHours} 小时 {span.Minutes} 分钟" : $"{span.Minutes} 分钟";
        return new Remaining(
            minutes, working, $"{(from >= clock.DueAt ? "已超期" : "剩余")} {amount}{(working ? "(工作时间)" : "")}");
    }
}
