using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Clocks;

namespace ContactCenter.Dispatch.Lists;

/// <summary>Shows clocks as people read them: with the time that is left, which for a working clock is working time.</summary>
internal sealed class ClockFaces(CalendarBook calendars)
{
    internal async Task<IReadOnlyList<Face>> OfAsync(
        IReadOnlyList<Clock> clocks, Func<OrganisationId, string> nameOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var faces = new List<Face>(clocks.Count);
        foreach (var clock in clocks)
        {
            TimeSpan? left = null;
            if (clock.State is ClockState.Running or ClockState.Paused)
            {
                // What stands still keeps what was left when it began to.
                var from = clock.PausedAt ?? now;
                var (calendar, _) = await calendars.OfAsync(clock.OrgId, cancellationToken);
                left = clock.DueAt <= from ? TimeSpan.Zero
                    : clock.Limit.Time.IsNatural ? clock.DueAt - from
                    : calendar.WorkingTimeBetween(from, clock.DueAt);
            }

            faces.Add(new Face(
                clock.Kind, clock.OrgId, clock.OrgId is { } org ? nameOf(org) : null, clock.Limit.ToString(), clock.Limit.Source,
                clock.StartedAt, clock.DueAt, clock.State, left is { } time ? (long)time.TotalSeconds : null, clock.Limit.Time.IsNatural,
                clock.OverdueAt is not null && clock.Kind is not ClockKind.Return, clock.Provisional, clock.StoppedAt));
        }

        return faces;
    }

    /// <summary>A clock.</summary>
    /// <param name="Kind">What it measures.</param>
    /// <param name="Unit">Whose it is; null for the hotline's own and the citizen's.</param>
    /// <param name="UnitName">The unit's name.</param>
    /// <param name="Limit">How long, as people say it.</param>
    /// <param name="Source">Who says so.</param>
    /// <param name="StartedAt">When it began.</param>
    /// <param name="DueAt">The first moment that is too late.</param>
    /// <param name="State">How it is with it.</param>
    /// <param name="SecondsLeft">What is left: working time, unless natural; null where it runs no more.</param>
    /// <param name="Natural">It runs through nights, weekends and holidays.</param>
    /// <param name="Overdue">Its time is over and it still runs.</param>
    /// <param name="Provisional">A holiday notice still to come may move it.</param>
    /// <param name="StoppedAt">When it ended.</param>
    public sealed record Face(
        ClockKind Kind, OrganisationId? Unit, string? UnitName, string Limit, string Source, DateTimeOffset StartedAt,
        DateTimeOffset DueAt, ClockState State, long? SecondsLeft, bool Natural, bool Overdue, bool Provisional,
        DateTimeOffset? StoppedAt);
}
