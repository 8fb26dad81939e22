using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>A unit's time is over: a red card (红牌).</summary>
internal sealed class NoteOverdue(OrderTurns turns) : IEventHandler<ClockOverdue>
{
    /// <inheritdoc/>
    public Task HandleAsync(ClockOverdue happened, Work work) => turns.RunSystemAsync(work, happened.Order, Act.GiveCard, turn =>
        GiveCard.Apply(turn, happened.Clock, happened.Kind, happened.Organisation, happened.DueAt, CardColour.Red));
}
