using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What the citizens may know of an order's state.</summary>
internal static class Progress
{
    /// <summary>The stage, in the words citizens are told.</summary>
    internal static AppealStage StageOf(Order order) => order.State switch
    {
        OrderState.PendingReview => AppealStage.Accepted,
        OrderState.Dispatched => AppealStage.Dispatched,
        OrderState.Signed or OrderState.InProgress or OrderState.FinishReview or OrderState.Escalated or OrderState.CarriedOver =>
            order.Reworks > 0 ? AppealStage.Reworking : AppealStage.Handling,

        // Whose matter it is, is the hotline's and the units' affair.
        OrderState.ObjectionReview or OrderState.Negotiation => AppealStage.Dispatched,
        OrderState.CallbackPending => IsCallingBack(order) ? AppealStage.CallingBack : AppealStage.Answered,
        OrderState.Closed or OrderState.Archived or OrderState.Transferred or OrderState.Merged => AppealStage.Closed,
        OrderState.Withdrawn => AppealStage.Withdrawn,
        OrderState.OutOfScope => AppealStage.OutOfScope,
    };

    // Of this round: who was content in an earlier one is not asked again.
    private static bool IsCallingBack(Order order)
    {
        var round = order.Citizens.Max(citizen => citizen.Round);
        return order.Citizens.Exists(citizen => citizen.Round == round && citizen.Attempts > 0);
    }

    /// <summary>
    /// What to tell each citizen after a turn: nothing where nothing changed for them. Of an order that was merged its citizens
    /// hear what the order says that serves them now; a withdrawn citizen hears nothing more.
    /// </summary>
    internal static IEnumerable<AppealProgressed> Tell(Turn turn, AppealStage? before)
    {
        var stage = StageOf(turn.Order);
        if (stage == before || turn.Order.State is OrderState.Merged or OrderState.Archived)
        {
            return [];
        }

        var answer = stage is AppealStage.Answered or AppealStage.Closed or AppealStage.OutOfScope ? turn.Order.PublicAnswer : null;
        return turn.Order.Citizens
            .Where(citizen => citizen.State is not CitizenState.Withdrawn || stage is AppealStage.Withdrawn)
            .Select(citizen => new AppealProgressed(citizen.Appeal, stage, answer, turn.At));
    }
}
