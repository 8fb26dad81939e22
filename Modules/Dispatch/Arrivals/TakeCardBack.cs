using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>A deadline had not passed after all: the red card is withdrawn.</summary>
internal sealed class TakeCardBack(OrderTurns turns) : IEventHandler<ClockOverdueWithdrawn>
{
    /// <inheritdoc/>
    public Task HandleAsync(ClockOverdueWithdrawn happened, Work work) => turns.RunSystemAsync(work, happened.Order, Act.GiveCard, turn =>
        GiveCard.Apply(turn, happened.Clock, happened.Kind, happened.Organisation, happened.DueAt, CardColour.RedWithdrawn));
}
