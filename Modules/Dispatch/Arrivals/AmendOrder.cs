using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>Takes over what was corrected in an appeal; another urgency or kind gives running clocks their other limit.</summary>
internal sealed class AmendOrder(OrderTurns turns, IAppeals appeals) : IEventHandler<AppealAmended>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AppealAmended happened, Work work)
    {
        var facts = await appeals.FindAsync(happened.Appeal, work.CancellationToken)
            ?? throw new InvalidOperationException($"Appeal {happened.Appeal} was amended but cannot be found.");
        await turns.RunSystemAsync(
            work, await Served.ByExistingAsync(work, happened.Appeal), Act.Amend, turn => Apply(turn, facts), facts);
    }

    internal static Refusal? Apply(Turn turn, AppealFacts facts)
    {
        var order = turn.Order;
        if (order.Citizens.Find(one => one.Appeal == facts.Id) is { } citizen)
        {
            citizen.ToBeAsked = facts is { ReplyWanted: true, Reachable: true };
        }

        // Of a merged appeal only the citizen's wishes count; the matter is the order's own appeal's.
        if (order.Appeal != facts.Id)
        {
            turn.Details["appeal"] = facts.Id;
            return null;
        }

        var (urgency, type) = (order.Urgency, order.Type);
        (order.Type, order.Urgency, order.Category, order.Area, order.Line) =
            (facts.Type, facts.Urgency, facts.Category, facts.Area, facts.Line);
        (order.Title, order.Brief, order.Secret, order.Anonymous) = (facts.Title, facts.Brief, facts.Secret, facts.Anonymous);
        turn.Details["urgency"] = facts.Urgency.InJson();
        turn.Details["category"] = facts.Category;
        turn.Details["area"] = facts.Area;
        if ((urgency, type) != (facts.Urgency, facts.Type))
        {
            var limits = turn.LimitsOf(order.Lead);
            turn.Changed.Add((ClockKind.Sign, order.Lead, limits.Sign));
            turn.Changed.Add((ClockKind.Handle, order.Lead, limits.Handle));
            turn.Changed.Add((ClockKind.Citizen, null, limits.Handle));
        }

        return null;
    }
}
