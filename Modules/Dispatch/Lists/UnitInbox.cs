using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Lists;

/// <summary>A handling unit's workbench: its parts of orders, in pages that follow one index.</summary>
internal static class UnitInbox
{
    private const string Select = """
        select a.id as part, a.order_id as order, a.role, a.state as part_state, a.urgency_rank as rank, a.sent_at, c.due_at as part_due_at
        from dispatch.assignments a
        join dispatch.orders o on o.id = a.order_id
        left join lateral (
            select min(due_at) as due_at
            from dispatch.clocks
            where order_id = a.order_id and org_id = a.org_id and state in ('running', 'paused')
              and kind in ('sign', 'handle', 'assist', 'rework') and (kind <> 'sign' or a.state = 'sent')) c on true
        where a.org_id = @unit and a.state in ('sent', 'signed', 'working', 'returned') and a.state = any(@states)
          and (not @pressing or o.alert <> 'none' or o.reworks > 0 or o.send_backs > 0)
          and (a.urgency_rank, a.sent_at, a.id) > (@Rank, @At, @Id)
        order by a.urgency_rank, a.sent_at, a.id
        limit @limit
        """;

    private const string SelectSupervised = """
        select m.id, m.order_id as order, replace(m.kind, '_', '') as kind, m.state, m.org_id as org, m.asked_by_name, m.asked_at,
               m.reason, m.legal_basis, m.word, m.amount, m.unit, m.units, m.due_at, m.decided_by_name, m.decided_at, m.decision,
               m.told_at, m.told_how
        from dispatch.matters m
        where m.state = 'open' and m.kind = 'supervision' and m.org_id = @unit and (m.asked_at, m.id) > (@At, @Id)
        order by m.asked_at, m.id
        limit @limit
        """;

    private const string SelectOrders = $"select {OrderLine.Columns} from dispatch.orders o where o.id = any(@ids) order by o.id limit 200";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workbench/supervised", Supervised)
            .RequireAuthorization(Rights.SeeOrders)
            .WithName("ListSupervisedOrders")
            .WithSummary("What the unit is supervised for and has not answered, the oldest first.");
        routes.MapGet("/workbench/{list}", Handle)
            .RequireAuthorization(Rights.SeeOrders)
            .WithName("ListUnitWorkbench")
            .WithSummary(
                "A unit's parts of orders, urgent ones first: toSign, inProgress, toReply (time runs out or is over, done again, or sent "
                + "back), returned. The clerk's own unit, or one below it; hotline staff name any. Page on with the answer's next.");
    }

    private static async Task<Results<Ok<Response>, ValidationProblem, NotFound>> Handle(
        [Description("toSign, inProgress, toReply or returned")] Spelled<WorkbenchList> list, OrganisationId? unit,
        [StringLength(80)] string? after, [Range(1, 200)] int? limit, HttpContext http, Actors actors, Db db, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        if (await UnitOfAsync(unit, http, actors, organisations, cancellationToken) is not { } whose)
        {
            return TypedResults.NotFound();
        }

        var size = limit ?? 50;
        var rows = await db.ListAsync<PartLine>(
            Select,
            new
            {
                unit = whose, states = StatesOf(list.Value).Select(state => state.Word()).ToArray(), pressing = list.Value is WorkbenchList.ToReply,
                Rank = (short)cursor.Rank, cursor.At, cursor.Id, limit = size,
            },
            cancellationToken);
        var orders = (await db.ListAsync<OrderLine>(SelectOrders, new { ids = rows.Select(row => row.Order).ToArray() }, cancellationToken))
            .ToDictionary(order => order.Id.Value);
        return TypedResults.Ok(new Response(
            [
                .. rows.Select(row => new Item(
                    orders[row.Order].Show(organisations), row.Part, row.Role, row.PartState, row.SentAt, row.PartDueAt)),
            ],
            rows.Count == size ? new Cursor(rows[^1].Rank, rows[^1].SentAt, rows[^1].Part).ToString() : null));
    }

    private static async Task<Results<Ok<MatterList.Response>, ValidationProblem, NotFound>> Supervised(
        OrganisationId? unit, [StringLength(80)] string? after, [Range(1, 200)] int? limit, HttpContext http, Actors actors, Db db,
        OrganisationBook organisations, CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        if (await UnitOfAsync(unit, http, actors, organisations, cancellationToken) is not { } whose)
        {
            return TypedResults.NotFound();
        }

        var size = limit ?? 50;
        var rows = await db.ListAsync<MatterLine>(
            SelectSupervised, new { unit = whose, cursor.At, cursor.Id, limit = size }, cancellationToken);
        return TypedResults.Ok(new MatterList.Response(
            await MatterList.WithOrdersAsync(db, organisations, rows, cancellationToken),
            rows.Count == size ? new Cursor(0, rows[^1].AskedAt, rows[^1].Id).ToString() : null));
    }

    // A clerk's own unit, or one below it; hotline staff, who are nobody's clerk, name one.
    private static async Task<OrganisationId?> UnitOfAsync(
        OrganisationId? asked, HttpContext http, Actors actors, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        return asked is null ? actor.Org
            : actor.SeesAll || (actor.Org is { } own && organisations.IsUnder(asked.Value, own)) ? asked
            : null;
    }

    private static AssignmentState[] StatesOf(WorkbenchList list) => list switch
    {
        WorkbenchList.ToSign => [AssignmentState.Sent],
        WorkbenchList.InProgress or WorkbenchList.ToReply => [AssignmentState.Signed, AssignmentState.Working],
        WorkbenchList.Returned => [AssignmentState.Returned],
    };

    /// <param name="Items">Urgent ones first, then the oldest.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Order">The order.</param>
    /// <param name="Part">The unit's part.</param>
    /// <param name="Role">Whether it leads, assists, or has a piece of another unit's part.</param>
    /// <param name="PartState">How far the unit is.</param>
    /// <param name="SentAt">When it came to the unit.</param>
    /// <param name="PartDueAt">The unit's own next deadline: to sign, then to answer.</param>
    public sealed record Item(
        OrderItem Order, Guid Part, AssignmentRole Role, AssignmentState PartState, DateTimeOffset SentAt, DateTimeOffset? PartDueAt);

    /// <summary>A unit's lists.</summary>
    internal enum WorkbenchList
    {
        /// <summary>待签收.</summary>
        ToSign,

        /// <summary>办理中.</summary>
        InProgress,

        /// <summary>待答复: those in progress that press.</summary>
        ToReply,

        /// <summary>已退回, not yet decided.</summary>
        Returned,
    }

    private sealed class PartLine
    {
        public Guid Part { get; init; }

        public Guid Order { get; init; }

        public AssignmentRole Role { get; init; }

        public AssignmentState PartState { get; init; }

        public int Rank { get; init; }

        public DateTimeOffset SentAt { get; init; }

        public DateTimeOffset? PartDueAt { get; init; }
    }
}
