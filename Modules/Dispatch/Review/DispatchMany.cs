using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Dispatch.Review;

/// <summary>Sends many orders at once, each where the catalogue suggests; what it suggests nobody for stays.</summary>
internal static class DispatchMany
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/bulk-dispatch", Handle)
        .RequireAuthorization(Rights.DispatchOrders)
        .WithName("DispatchMany")
        .WithSummary(
            "Dispatches orders as the catalogue suggests (一键派单), each by itself: one that cannot be sent does not hold up the others.");

    private static async Task<Ok<Response>> Handle(
        Request request, HttpContext http, Actors actors, OrderTurns turns, CatalogueBook catalogue, CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        var results = new List<Result>(request.Orders.Count);
        foreach (var (id, version) in request.Orders)
        {
            if (await turns.SuggestAsync(id, catalogue, cancellationToken) is not { } suggestion)
            {
                results.Add(new Result(id, false, null, "no-suggestion", "派单目录没有适用的规则,请人工选择承办单位。"));
                continue;
            }

            var body = new DispatchOrder.Request(version, suggestion.Lead, suggestion.Assists);
            var outcome = await turns.RunAsync(
                new OrderTurns.Ask(id, Act.Dispatch, actor, version, null, [suggestion.Lead, .. suggestion.Assists], false),
                turn => DispatchOrder.Apply(turn, body, suggestion), cancellationToken);
            results.Add(outcome switch
            {
                { Order: { } order } => new Result(id, true, order.Version, null, null),
                { Refusal: { } refusal } => new Result(id, false, null, refusal.Code, refusal.Sentence),
                _ => new Result(id, false, null, "no-such-order", "没有这张工单。"),
            });
        }

        return TypedResults.Ok(new Response(results));
    }

    public sealed record Request([Required, MinLength(1), MaxLength(100)] IReadOnlyList<One> Orders);

    /// <param name="Id">The order.</param>
    /// <param name="Version">The version that the person saw.</param>
    public sealed record One(WorkOrderId Id, int Version);

    public sealed record Response(IReadOnlyList<Result> Results);

    /// <param name="Id">The order.</param>
    /// <param name="Dispatched">Whether it was sent.</param>
    /// <param name="Version">Its version now, where it was.</param>
    /// <param name="Code">Why not, as a stable code.</param>
    /// <param name="Sentence">Why not, and what to do.</param>
    public sealed record Result(WorkOrderId Id, bool Dispatched, int? Version, string? Code, string? Sentence);
}
