using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Reads a work order with everything an act may need.</summary>
internal static class OrderRows
{
    /// <summary>The columns of an order <c>o</c>; words lose their underscores, which enum values do not have.</summary>
    internal const string Columns = """
        o.id, o.number, o.appeal_id as appeal, replace(o.state, '_', '') as state, o.type, o.urgency, o.channel, o.category, o.area,
        o.line, o.title, o.brief, o.secret, o.anonymous, o.external_system, o.external_number, o.upstream_deadline, o.registered_by,
        o.accepted_at, o.lead_org as lead, o.complex, o.compulsory, o.rule_id as rule, o.rule_version, o.returns, o.reworks,
        o.send_backs, o.urges, o.hard, o.alert, o.public_answer, o.internal_answer, o.replied_at, o.settled_at, o.outcome,
        o.merged_into, o.version
        """;

    private const string Lock = $"select {Columns} from dispatch.orders o where o.id = @id for update";

    private const string Find = $"select {Columns} from dispatch.orders o where o.id = @id";

    private const string Assignments = """
        select id, org_id as org, role, parent, state, sent_at, signed_at, replied_at, answer, extensions
        from dispatch.assignments
        where order_id = @id
        order by sent_at, id
        limit 1000
        """;

    private const string Matters = """
        select id, replace(kind, '_', '') as kind, state, org_id as org, assignment_id as assignment, asked_by, asked_by_name, asked_at,
               reason, legal_basis, word, amount, unit, units, due_at, decided_by, decided_by_name, decided_at, decision, told_at,
               told_how
        from dispatch.matters
        where order_id = @id
        order by asked_at, id
        limit 1000
        """;

    private const string Citizens = """
        select appeal_id as appeal, number, own, to_be_asked, replace(state, '_', '') as state, attempts, round,
               first_solved, replace(first_rating, '_', '') as first_rating, final_solved,
               replace(final_rating, '_', '') as final_rating, contacted
        from dispatch.order_citizens
        where order_id = @id
        order by joined_at, appeal_id
        limit 1000
        """;

    private const string OpenClocks = $"""
        select {Clock.Columns} from dispatch.clocks where order_id = @id and state in ('running', 'paused') limit 1000
        """;

    /// <summary>The order, locked until the work ends; null where there is none.</summary>
    internal static async Task<Order?> LockAsync(Work work, WorkOrderId id) =>
        await work.FindAsync<Order>(Lock, new { id }) is { } order
            ? Fill(
                order, await work.ListAsync<Assignment>(Assignments, new { id }), await work.ListAsync<Matter>(Matters, new { id }),
                await work.ListAsync<Citizen>(Citizens, new { id }), await work.ListAsync<Clock>(OpenClocks, new { id }))
            : null;

    /// <summary>The order as it is now; null where there is none.</summary>
    internal static async Task<Order?> FindAsync(Db db, WorkOrderId id, CancellationToken cancellationToken) =>
        await db.FindAsync<Order>(Find, new { id }, cancellationToken) is { } order
            ? Fill(
                order, await db.ListAsync<Assignment>(Assignments, new { id }, cancellationToken),
                await db.ListAsync<Matter>(Matters, new { id }, cancellationToken),
                await db.ListAsync<Citizen>(Citizens, new { id }, cancellationToken),
                await db.ListAsync<Clock>(OpenClocks, new { id }, cancellationToken))
            : null;

    private static Order Fill(
        Order order, IEnumerable<Assignment> assignments, IEnumerable<Matter> matters, IEnumerable<Citizen> citizens,
        IReadOnlyList<Clock> clocks)
    {
        order.Assignments.AddRange(assignments);
        order.Matters.AddRange(matters);
        order.Citizens.AddRange(citizens);
        order.Clocks = clocks;
        return order;
    }
}
