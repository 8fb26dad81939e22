using ContactCenter.Contracts;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>A deadline is near (预警). Raised once for each deadline a clock has had.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Order">Its order.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Organisation">Whose it is; null for the hotline's own and the citizen's.</param>
/// <param name="DueAt">The deadline.</param>
internal sealed record ClockWarned(
    Guid Clock, WorkOrderId Order, ClockKind Kind, OrganisationId? Organisation, DateTimeOffset DueAt) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"order:{Order}";
}

/// <summary>A deadline has passed (超期) and the clock still runs. Raised once for each deadline a clock has had.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Order">Its order.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Organisation">Whose it is; null for the hotline's own and the citizen's.</param>
/// <param name="DueAt">The deadline.</param>
internal sealed record ClockOverdue(
    Guid Clock, WorkOrderId Order, ClockKind Kind, OrganisationId? Organisation, DateTimeOffset DueAt) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"order:{Order}";
}

/// <summary>
/// What <see cref="ClockOverdue"/> said no longer holds: the calendar was amended or the limit extended, or the work was in time
/// after all.
/// </summary>
/// <param name="Clock">The clock.</param>
/// <param name="Order">Its order.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Organisation">Whose it is; null for the hotline's own and the citizen's.</param>
/// <param name="DueAt">The deadline as it is now.</param>
internal sealed record ClockOverdueWithdrawn(
    Guid Clock, WorkOrderId Order, ClockKind Kind, OrganisationId? Organisation, DateTimeOffset DueAt) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"order:{Order}";
}
