using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Supervision;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>The citizen urged, or added something: counted, and shown to whoever has the order.</summary>
internal sealed class UrgeByCitizen(OrderTurns turns) : IEventHandler<AppealUrged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AppealUrged happened, Work work) => await turns.RunSystemAsync(
        work, await Served.ByExistingAsync(work, happened.Appeal), Act.Urge,
        turn => SuperviseOrder.ApplyUrge(turn, happened.Supplement));
}
