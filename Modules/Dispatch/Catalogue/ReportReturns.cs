using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

internal static class ReportReturns
{
    private const string Select = """
        with counted as (
            select rule_id, sum(used) as used, sum(returned) as returned
            from dispatch.rule_days
            where day >= @from and day < @to
            group by rule_id)
        select counted.rule_id as Rule, counted.used as Used, counted.returned as Returned,
            (select coalesce(jsonb_agg(jsonb_build_object(
                    'version', last.version, 'order', last.order_id, 'reason', last.reason, 'at', last.at) order by last.at desc), '[]')
                from (
                    select version, order_id, reason, at
                    from dispatch.rule_returns
                    where rule_id = counted.rule_id
                    order by at desc
                    limit 5) as last)::text as Reasons
        from counted
        where counted.returned >= @least
        order by counted.returned::float8 / greatest(counted.used, counted.returned, 1) desc, counted.returned desc, counted.rule_id
        limit 200
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/catalogue/returns", Handle)
        .WithName("ReportReturns")
        .WithSummary("Reports the rules whose orders come back most often in a range of days, with the rate and the last reasons.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        DateOnly? from,
        DateOnly? to,
        [Range(1, 1_000_000)] int? least,
        CatalogueBook catalogue, OrganisationBook organisations, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var end = to ?? CityDay.Today(clock).AddDays(1);
        var begin = from ?? (end > DateOnly.MinValue.AddDays(90) ? end.AddDays(-90) : DateOnly.MinValue);
        if (end <= begin)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = ["截止日须晚于起始日。"] });
        }

        var rows = await db.ListAsync<Row>(Select, new { from = begin, to = end, least = least ?? 1 }, cancellationToken);
        await catalogue.RefreshAsync(cancellationToken);
        var rules = catalogue.All.ToDictionary(rule => rule.Id);
        return TypedResults.Ok(new Response(begin, end,
        [
            .. rows.Where(row => rules.ContainsKey(row.Rule)).Select(row => new Item(
                RuleView.Of(rules[row.Rule], organisations.Today), row.Used, row.Returned,
                Math.Round((double)row.Returned / Math.Max(Math.Max(row.Used, row.Returned), 1), 4),
                JsonSerializer.Deserialize<Reason[]>(row.Reasons, Json.Options)!)),
        ]));
    }

    /// <param name="From">The first day counted.</param>
    /// <param name="To">The first day not counted any more.</param>
    /// <param name="Rules">The most often returned first; at most 200.</param>
    internal sealed record Response(DateOnly From, DateOnly To, IReadOnlyList<Item> Rules);

    /// <param name="Rule">The rule as it is now.</param>
    /// <param name="Used">How many orders went by it.</param>
    /// <param name="Returned">How many came back.</param>
    /// <param name="Rate">The part that came back, 0 to 1.</param>
    /// <param name="LastReasons">The last five reasons of any day, newest first.</param>
    internal sealed record Item(RuleView Rule, long Used, long Returned, double Rate, IReadOnlyList<Reason> LastReasons);

    /// <param name="Version">The rule's version then.</param>
    /// <param name="Order">The order.</param>
    /// <param name="Text">Why, as the unit said.</param>
    /// <param name="At">When.</param>
    internal sealed record Reason(
        int Version, WorkOrderId Order, [property: JsonPropertyName("reason")] string Text, DateTimeOffset At);

    private sealed record Row(Guid Rule, long Used, long Returned, string Reasons);
}
