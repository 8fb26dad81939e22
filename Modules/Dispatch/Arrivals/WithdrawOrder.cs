using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>The citizen took the appeal back, verifiably: the order ends, unless it serves other citizens as well.</summary>
internal sealed class WithdrawOrder(OrderTurns turns) : IEventHandler<AppealWithdrawn>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AppealWithdrawn happened, Work work) => await turns.RunSystemAsync(
        work, await Served.ByExistingAsync(work, happened.Appeal), Act.Withdraw,
        turn => Apply(turn, happened.Appeal, happened.Proof));

    internal static Refusal? Apply(Turn turn, AppealId appeal, string proof)
    {
        var citizen = turn.Order.Citizens.Find(one => one.Appeal == appeal)!;
        citizen.State = CitizenState.Withdrawn;
        turn.Reason = proof;
        turn.Details["appeal"] = appeal;
        if (turn.Order.Citizens.TrueForAll(one => one.State is CitizenState.Withdrawn))
        {
            turn.Settle(OrderState.Withdrawn, "withdrawn");
        }
        else if (turn.Order.State is OrderState.CallbackPending)
        {
            turn.ConcludeCallbacks();
        }

        return null;
    }
}
