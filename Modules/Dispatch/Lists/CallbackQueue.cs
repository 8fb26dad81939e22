using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Lists;

/// <summary>The citizens to be called back, one line for each, who waits longest first.</summary>
internal static class CallbackQueue
{
    private const string Select = """
        select appeal_id as appeal, order_id as order, number, round, attempts, due_since, last_attempt_at
        from dispatch.order_citizens
        where state = 'due' and (due_since, appeal_id) > (@At, @Id)
        order by due_since, appeal_id
        limit @limit
        """;

    private const string SelectOrders = $"select {OrderLine.Columns} from dispatch.orders o where o.id = any(@ids) order by o.id limit 200";

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/callbacks", Handle)
        .RequireAuthorization(Rights.CallBackCitizens)
        .WithName("ListOrderCallbacks")
        .WithSummary("Citizens to be called back about their orders, who waits longest first. Page on with the answer's next.");

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        [StringLength(80)] string? after, [Range(1, 200)] int? limit, Db db, OrganisationBook organisations,
        CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        var size = limit ?? 50;
        var rows = await db.ListAsync<Row>(Select, new { cursor.At, cursor.Id, limit = size }, cancellationToken);
        var orders = (await db.ListAsync<OrderLine>(
                SelectOrders, new { ids = rows.Select(row => row.Order).Distinct().ToArray() }, cancellationToken))
            .ToDictionary(order => order.Id.Value);
        return TypedResults.Ok(new Response(
            [
                .. rows.Select(row => new Item(
                    row.Appeal, row.Number, row.Round, row.Attempts, row.DueSince, row.LastAttemptAt,
                    orders[row.Order].Show(organisations))),
            ],
            rows.Count == size ? new Cursor(0, rows[^1].DueSince, rows[^1].Appeal.Value).ToString() : null));
    }

    /// <param name="Items">Who waits longest first.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Appeal">Whose callback it is.</param>
    /// <param name="Number">The number that this citizen knows.</param>
    /// <param name="Round">1 after the first answer, 2 after the second …</param>
    /// <param name="Attempts">How often it was tried in this round.</param>
    /// <param name="DueSince">Since when the citizen is to be asked.</param>
    /// <param name="LastAttemptAt">When it was tried last.</param>
    /// <param name="Order">The order.</param>
    public sealed record Item(
        AppealId Appeal, string Number, int Round, int Attempts, DateTimeOffset DueSince, DateTimeOffset? LastAttemptAt, OrderItem Order);

    private sealed class Row
    {
        public AppealId Appeal { get; init; }

        public Guid Order { get; init; }

        public string Number { get; init; } = "";

        public int Round { get; init; }

        public int Attempts { get; init; }

        public DateTimeOffset DueSince { get; init; }

        public DateTimeOffset? LastAttemptAt { get; init; }
    }
}
