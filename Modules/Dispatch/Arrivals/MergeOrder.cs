using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>
/// Joins an appeal's order to another one (并单): one handling, while each citizen keeps notice, callback and rating. Where the other
/// order is over already, the appeal is handled by itself: nobody's matter ends because another's has.
/// </summary>
internal sealed class MergeOrder(OrderTurns turns, IAppeals appeals) : IEventHandler<AppealMerged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AppealMerged happened, Work work)
    {
        var into = await Served.ByExistingAsync(work, happened.Into);
        var own = await Served.ByAsync(work, happened.Appeal);
        if (own == into)
        {
            return;
        }

        await Served.LockAsync(work, own is { } both ? [both, into] : [into]);
        List<Citizen> moving = [];
        if (own is null)
        {
            var facts = await appeals.FindAsync(happened.Appeal, work.CancellationToken)
                ?? throw new InvalidOperationException($"Appeal {happened.Appeal} was merged but cannot be found.");
            moving.Add(OpenOrder.Of(facts, own: false));
            if (await TakeInAsync(work, into, moving) is null)
            {
                await OpenOrder.OpenAsync(turns, work, facts);
            }

            return;
        }

        // The other order takes the citizens in first: where it cannot, the own one goes on untouched.
        if (await OrderRows.LockAsync(work, own.Value) is not { SettledAt: null } merged)
        {
            return;
        }

        moving.AddRange(merged.Citizens.Select(citizen => Move(citizen)));
        if (await TakeInAsync(work, into, moving) is not null)
        {
            await turns.RunSystemAsync(work, own.Value, Act.Merge, turn =>
            {
                turn.Order.Citizens.Clear();
                turn.Order.MergedInto = into;
                turn.Details["into"] = into;
                turn.Settle(OrderState.Merged, "merged");
                return null;
            });
        }
    }

    private Task<Order?> TakeInAsync(Work work, Contracts.Dispatch.WorkOrderId into, List<Citizen> moving) =>
        turns.RunSystemAsync(work, into, Act.TakeIn, turn => Apply(turn, moving));

    internal static Refusal? Apply(Turn turn, IReadOnlyList<Citizen> moving)
    {
        foreach (var citizen in moving)
        {
            if (turn.Order.State is OrderState.CallbackPending)
            {
                citizen.BeginRound();
            }

            turn.Order.Citizens.Add(citizen);
            var stage = Progress.StageOf(turn.Order);
            turn.Raised.Add(new AppealProgressed(
                citizen.Appeal, stage, stage is AppealStage.Answered ? turn.Order.PublicAnswer : null, turn.At));
        }

        turn.Details["appeals"] = moving.Select(citizen => citizen.Appeal).ToArray();
        return null;
    }

    private static Citizen Move(Citizen citizen) => new()
    {
        Appeal = citizen.Appeal,
        Number = citizen.Number,
        Own = false,
        ToBeAsked = citizen.ToBeAsked,
        State = citizen.State is CitizenState.Due ? CitizenState.Waiting : citizen.State,
        Round = citizen.Round,
        Contacted = citizen.Contacted,
        FirstSolved = citizen.FirstSolved,
        FirstRating = citizen.FirstRating,
        FinalSolved = citizen.FinalSolved,
        FinalRating = citizen.FinalRating,
    };
}
