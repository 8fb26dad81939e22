using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>What holds of every order in every state, whatever was done to it.</summary>
internal static class OrderInvariants
{
    // What the lead may be doing while the order stands so.
    private static readonly Dictionary<OrderState, AssignmentState[]> LeadWhile = new()
    {
        [OrderState.Dispatched] = [AssignmentState.Sent],
        [OrderState.Signed] = [AssignmentState.Signed],
        [OrderState.InProgress] = [AssignmentState.Working],
        [OrderState.ObjectionReview] = [AssignmentState.Returned],
        [OrderState.FinishReview] = [AssignmentState.Replied],
        [OrderState.CarriedOver] = [AssignmentState.Working],
    };

    /// <summary>What is wrong, or null.</summary>
    internal static string? Broken(Order order, IReadOnlySet<(ClockKind Kind, OrganisationId? Org)> clocks)
    {
        var settled = Machine.Settled.Contains(order.State);
        var live = order.Assignments.Where(part => part.IsLive).ToList();
        return (LeadWhile.TryGetValue(order.State, out var states) && (order.LeadPart is null || !states.Contains(order.LeadPart.State))
                ? $"the lead is {order.LeadPart?.State.ToString() ?? "nobody"} while the order is {order.State}" : null)
            ?? (order.State is OrderState.PendingReview or OrderState.Negotiation && order.LeadPart is not null ? "somebody leads" : null)
            ?? (live.Count(part => part.IsLead) > 1 ? "two lead" : null)
            ?? (live.Select(part => part.Org).Distinct().Count() < live.Count ? "a unit has two parts" : null)
            ?? (live.Exists(part => part.Role is AssignmentRole.Sub && !live.Exists(one => one.Id == part.Parent)) ? "a sub-unit has nobody above" : null)
            ?? (order.State is OrderState.FinishReview or OrderState.CallbackPending && order.Parts.Any(part => part.IsOpen)
                ? "an answer was given while a part is open" : null)
            ?? (settled && live.Exists(part => part.IsOpen) ? "somebody still works on it" : null)
            ?? (settled != order.SettledAt is not null || settled != order.Outcome is not null ? "settled or not?" : null)
            ?? (settled && clocks.Count > 0 ? $"{clocks.First()} still runs" : null)
            ?? (settled && order.Matters.Exists(one => one.IsOpen && one.Kind is not MatterKind.ScoreAppeal) ? "something is still asked" : null)
            ?? (order.Open(MatterKind.Return).Any() != order.State is OrderState.ObjectionReview ? "return without review" : null)
            ?? (order.Open(MatterKind.Negotiation).Any() != order.State is OrderState.Negotiation ? "negotiation without a matter" : null)
            ?? (order.Open(MatterKind.CarryOver).Any() != order.State is OrderState.CarriedOver ? "carried over without a matter" : null)
            ?? (order.Citizens.Exists(one => one.State is CitizenState.Due) != order.State is OrderState.CallbackPending
                ? "a callback without somebody due" : null)
            ?? (order.Matters.Exists(one => one.IsOpen == one.DecidedAt is not null) ? "decided and open" : null)
            ?? (order.Open(MatterKind.Extension).Any(one => order.Assignments.Find(part => part.Id == one.Assignment) is not { IsOpen: true })
                ? "more time is asked by who has nothing to do" : null)
            ?? (order.Citizens.Exists(one => one.FirstRating is null != one.FinalRating is null) ? "half a rating" : null)
            ?? Clocks(order, clocks);
    }

    private static string? Clocks(Order order, IReadOnlySet<(ClockKind Kind, OrganisationId? Org)> clocks) =>
        Runs(clocks, ClockKind.Sign) != order.State is OrderState.Dispatched ? "the clock to sign"
        : Runs(clocks, ClockKind.Objection) != order.State is OrderState.ObjectionReview ? "the clock of the objection"
        : Runs(clocks, ClockKind.Callback) != order.State is OrderState.CallbackPending ? "the clock of the callback"
        : order.State is OrderState.Dispatched or OrderState.Signed or OrderState.InProgress or OrderState.FinishReview
            && !Runs(clocks, ClockKind.Handle) && !Runs(clocks, ClockKind.Rework) ? "nobody is pressed for time"
        : Runs(clocks, ClockKind.Extension) != order.Open(MatterKind.Extension).Any() ? "the clock of the extension"
        : order.State is OrderState.CallbackPending && (Runs(clocks, ClockKind.Handle) || Runs(clocks, ClockKind.Rework)) ? "pressed after the answer"
        : order.Parts.Where(part => part.IsOpen).Any(part => !clocks.Contains((ClockKind.Assist, part.Org))) ? "a part without a clock"
        : clocks.Where(clock => clock.Kind is ClockKind.Assist).Any(clock => !order.Parts.Any(part => part.IsOpen && part.Org == clock.Org))
            ? "the clock of a part that is over"
        : null;

    private static bool Runs(IReadOnlySet<(ClockKind Kind, OrganisationId? Org)> clocks, ClockKind kind) => clocks.Any(clock => clock.Kind == kind);
}
