using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>Gives what a unit that ended had open to the one that carries on; what is settled keeps the name it was done under.</summary>
internal sealed class HandOverOrders(OrderTurns turns) : IEventHandler<OrganisationSucceeded>
{
    // A department's backlog is handed over in pieces, so that none of them holds its locks for long.
    private const int Piece = 200;

    private const string Open = """
        select distinct a.order_id
        from dispatch.assignments a
        join dispatch.orders o on o.id = a.order_id
        where a.org_id = @Old and a.state in ('sent', 'signed', 'working', 'returned', 'replied') and o.settled_at is null
        order by a.order_id
        limit @Piece
        """;

    /// <inheritdoc/>
    public async Task HandleAsync(OrganisationSucceeded happened, Work work)
    {
        var orders = await work.ListAsync<Guid>(Open, new { happened.Old, Piece });
        foreach (var order in orders)
        {
            await turns.RunSystemAsync(work, new WorkOrderId(order), Act.Succeed, turn => Apply(turn, happened.Old, happened.New));
        }

        if (orders.Count == Piece)
        {
            await work.RaiseAsync(happened);
        }
    }

    internal static Refusal? Apply(Turn turn, OrganisationId old, OrganisationId heir)
    {
        var order = turn.Order;
        var part = order.PartOf(old)!;
        if (order.PartOf(heir) is { } own)
        {
            // One unit, one part: the lead's swallows the other, of two assisting ones the heir's own stays.
            turn.Release(part.IsLead ? own : part);
        }

        if (part.IsLive)
        {
            part.Org = heir;
        }

        foreach (var matter in order.Matters.Where(matter => matter.IsOpen && matter.Org == old))
        {
            matter.Org = heir;
        }

        if (order.Lead == old)
        {
            order.Lead = heir;
        }

        turn.Succession = (old, heir);
        turn.Details["old"] = old;
        turn.Details["heir"] = heir;
        return null;
    }
}
