using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Lists;

/// <summary>What is asked on orders and waits for the hotline's or a supervisor's decision, or for a unit's answer.</summary>
internal static class MatterList
{
    private const string Select = """
        select m.id, m.order_id as order, replace(m.kind, '_', '') as kind, m.state, m.org_id as org, m.asked_by_name, m.asked_at,
               m.reason, m.legal_basis, m.word, m.amount, m.unit, m.units, m.due_at, m.decided_by_name, m.decided_at, m.decision,
               m.told_at, m.told_how
        from dispatch.matters m
        where m.state = 'open' and m.kind = @kind and (m.asked_at, m.id) > (@At, @Id)
        order by m.asked_at, m.id
        limit @limit
        """;

    private const string SelectOrders = $"select {OrderLine.Columns} from dispatch.orders o where o.id = any(@ids) order by o.id limit 200";

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/matters/{kind}", Handle)
        .RequireAuthorization(Rights.SeeAllOrders)
        .WithName("ListMatters")
        .WithSummary(
            "Open matters of a kind, the oldest first: return, partReturn, extension, negotiation, supervision, unreasonable, "
            + "scoreAppeal, carryOver; each with its order. Page on with the answer's next.");

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        [Description("return, partReturn, extension, negotiation, supervision, unreasonable, scoreAppeal or carryOver")]
        Spelled<MatterKind> kind, [StringLength(80)] string? after, [Range(1, 200)] int? limit, Db db, OrganisationBook organisations,
        CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        var size = limit ?? 50;
        var rows = await db.ListAsync<MatterLine>(
            Select, new { kind = kind.Value.Word(), cursor.At, cursor.Id, limit = size }, cancellationToken);
        return TypedResults.Ok(new Response(
            await WithOrdersAsync(db, organisations, rows, cancellationToken),
            rows.Count == size ? new Cursor(0, rows[^1].AskedAt, rows[^1].Id).ToString() : null));
    }

    internal static async Task<IReadOnlyList<Item>> WithOrdersAsync(
        Db db, OrganisationBook organisations, IReadOnlyList<MatterLine> rows, CancellationToken cancellationToken)
    {
        var orders = (await db.ListAsync<OrderLine>(
                SelectOrders, new { ids = rows.Select(row => row.Order).Distinct().ToArray() }, cancellationToken))
            .ToDictionary(order => order.Id.Value);
        return [.. rows.Select(row => new Item(row.Show(organisations), orders[row.Order].Show(organisations)))];
    }

    /// <param name="Items">The oldest first.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Matter">What is asked.</param>
    /// <param name="Order">On which order.</param>
    public sealed record Item(MatterItem Matter, OrderItem Order);
}
