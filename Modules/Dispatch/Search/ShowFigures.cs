using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Search;

/// <summary>
/// The figures of what goes on: counted over the open orders alone, and each with the search that lists exactly the orders behind it.
/// </summary>
internal static class ShowFigures
{
    private const string Select = """
        select replace(o.state, '_', '') as state, o.alert, o.lead_org as lead, o.hard, count(*)::int as count
        from dispatch.orders o
        where o.settled_at is null
          and (@sees::uuid[] is null or exists (
              select from dispatch.assignments a
              where a.order_id = o.id and a.org_id = any(@sees) and a.state <> 'released'))
        group by o.state, o.alert, o.lead_org, o.hard
        limit 100000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/figures", Handle)
        .RequireAuthorization(Rights.SeeOrders)
        .WithName("ShowOrderFigures")
        .WithSummary(
            "Open orders counted by state, by how the time stands and by leading unit; each figure with the query of FindOrders that "
            + "lists exactly those. Of all orders for hotline staff, of the own unit and those below it for clerks.");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        HttpContext http, Actors actors, Db db, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        if (!actor.SeesAll && actor.Org is null)
        {
            return TypedResults.NotFound();
        }

        var sees = actor.SeesAll
            ? null
            : organisations.Today.All.Where(one => organisations.IsUnder(one.Id, actor.Org!.Value)).Select(one => one.Id.Value).ToArray();
        var rows = await db.ListAsync<Row>(Select, new { sees }, cancellationToken);
        return TypedResults.Ok(new Response(
            [
                .. rows.GroupBy(row => row.State).OrderBy(group => group.Key)
                    .Select(group => Of(group.Key.InJson(), group.Key.Chinese(), group, $"open=true&state={group.Key.InJson()}")),
            ],
            Of("warned", "临期", rows.Where(row => row.Alert is Alert.Warned), "alert=warned"),
            Of("overdue", "超期", rows.Where(row => row.Alert is Alert.Overdue), "alert=overdue"),
            Of("hard", "疑难", rows.Where(row => row.Hard), "open=true&hard=true"),
            [
                .. rows.Where(row => row.Lead is not null).GroupBy(row => row.Lead!.Value)
                    .Select(group => new UnitFigures(
                        group.Key, organisations.Today.Find(group.Key)?.Name ?? "",
                        Of("open", "在办", group, $"open=true&unit={group.Key}"),
                        Of("warned", "临期", group.Where(row => row.Alert is Alert.Warned), $"alert=warned&unit={group.Key}"),
                        Of("overdue", "超期", group.Where(row => row.Alert is Alert.Overdue), $"alert=overdue&unit={group.Key}")))
                    .OrderByDescending(unit => unit.Overdue.Count).ThenByDescending(unit => unit.Open.Count).ThenBy(unit => unit.UnitName),
            ]));
    }

    private static Figure Of(string key, string name, IEnumerable<Row> rows, string query) =>
        new(key, name, rows.Sum(row => row.Count), query);

    /// <param name="States">Open orders by state.</param>
    /// <param name="Warned">临期.</param>
    /// <param name="Overdue">超期.</param>
    /// <param name="Hard">疑难.</param>
    /// <param name="Units">By leading unit, the most overdue first.</param>
    public sealed record Response(
        IReadOnlyList<Figure> States, Figure Warned, Figure Overdue, Figure Hard, IReadOnlyList<UnitFigures> Units);

    /// <summary>A figure.</summary>
    /// <param name="Key">A stable word.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Query">The query of FindOrders that lists exactly those.</param>
    public sealed record Figure(string Key, string Name, int Count, string Query);

    /// <summary>One unit's figures.</summary>
    public sealed record UnitFigures(OrganisationId Unit, string UnitName, Figure Open, Figure Warned, Figure Overdue);

    private sealed class Row
    {
        public OrderState State { get; init; }

        public Alert Alert { get; init; }

        public OrganisationId? Lead { get; init; }

        public bool Hard { get; init; }

        public int Count { get; init; }
    }
}
