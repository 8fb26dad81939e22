using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>
/// When a clock is due and warned of: a pure function of how it began and what happened to it, so that a changed calendar or limit
/// gives what it would have given from the beginning, with every pause and extension kept.
/// </summary>
/// <param name="DueAt">The first moment that is too late.</param>
/// <param name="WarnAt">When the yellow card comes; null where there is no time for one.</param>
/// <param name="Provisional">Whether a holiday notice still to be published may move it.</param>
internal readonly record struct Timing(DateTimeOffset DueAt, DateTimeOffset? WarnAt, bool Provisional)
{
    private const int PartLeftAtWarning = 4;

    // What an hour or a working day before the deadline is to a clock of twenty minutes: a quarter of it.
    internal static Timing Of(
        WorkingCalendar calendar, DateTimeOffset start, IReadOnlyList<TimeLimit> limits, IReadOnlyList<Pause> pauses,
        DateTimeOffset? notAfter, TimeLimit? warnBefore)
    {
        var (due, provisional) = (start.ToUniversalTime(), false);
        foreach (var limit in limits)
        {
            (due, var mayMove) = calendar.Due(due, limit, pauses);
            provisional |= mayMove;
        }

        if (notAfter <= due)
        {
            (due, provisional) = (notAfter.Value.ToUniversalTime(), false);
        }

        var natural = limits[0].IsNatural;
        var warn = warnBefore is { } before && before.IsNatural == natural ? calendar.Before(due, before) : start;
        if (warn <= start)
        {
            warn = natural
                ? due - ((due - start) / PartLeftAtWarning)
                : calendar.Subtract(due, calendar.WorkingTimeBetween(start, due) / PartLeftAtWarning);
        }

        return new Timing(due, warn > start && warn < due ? warn : null, provisional);
    }

    /// <summary>Whether the calendar has any say in it; else no change of a calendar needs to look at the clock.</summary>
    internal static bool FollowsCalendar(IEnumerable<TimeLimit> limits) =>
        limits.Any(limit => limit.Unit is not (LimitUnit.NaturalMinutes or LimitUnit.NaturalHours));
}
