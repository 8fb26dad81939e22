using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>A unit's time runs out: a yellow card (黄牌).</summary>
internal sealed class WarnOfDeadline(OrderTurns turns) : IEventHandler<ClockWarned>
{
    /// <inheritdoc/>
    public Task HandleAsync(ClockWarned happened, Work work) => turns.RunSystemAsync(work, happened.Order, Act.GiveCard, turn =>
        GiveCard.Apply(turn, happened.Clock, happened.Kind, happened.Organisation, happened.DueAt, CardColour.Yellow));
}
