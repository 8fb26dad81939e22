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
            var (calendar, _) = await calendars.OfAsync(clock.OrgId, cancellationToken);
            faces.Add(new Face(
                clock.Kind, clock.OrgId, clock.OrgId is { } org ? nameOf(org) : null, clock.Limit.ToString(), clock.Limit.Source,
                clock.StartedAt, clock.DueAt, clock.State, Remaining.Of(clock, calendar, now), clock.OverdueAt is not null,
                clock.Provisional, clock.StoppedAt));
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
    /// <param name="Left">What is left, in working time unless it is a natural one; null where it runs no more.</param>
    /// <param name="Overdue">Its time is over and it still runs.</param>
    /// <param name="Provisional">A holiday notice still to come may move it.</param>
    /// <param name="StoppedAt">When it ended.</param>
    public sealed record Face(
        ClockKind Kind, OrganisationId? Unit, string? UnitName, string Limit, string Source, DateTimeOffset StartedAt,
        DateTimeOffset DueAt, ClockState State, Remaining? Left, bool Overdue, bool Provisional, DateTimeOffset? StoppedAt);
}
