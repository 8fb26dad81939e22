using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Lists;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Search;

internal static class FindOrders
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/orders", Handle)
        .RequireAuthorization(Rights.SeeOrders)
        .WithName("FindOrders")
        .WithSummary(
            "Searches everything the person may see, newest first: hotline staff all orders, clerks those of their unit and of units "
            + "below it, agents those they registered. Page on with the answer's next.");

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        [AsParameters] OrderFilter.Query filter, [StringLength(80)] string? after, [Range(1, 200)] int? limit, HttpContext http, Actors actors,
        Db db, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        var size = limit ?? 50;
        var actor = await actors.OfAsync(http.User, cancellationToken);
        var rows = await db.ListAsync<OrderLine>(
            OrderFilter.Select,
            filter.Parameters(actor, organisations, after is null ? null : cursor.At, cursor.Id, size), cancellationToken);
        return TypedResults.Ok(new Response(
            [.. rows.Select(row => row.Show(organisations))],
            rows.Count == size ? new Cursor(0, rows[^1].AcceptedAt, rows[^1].Id.Value).ToString() : null));
    }

    /// <param name="Items">Newest first.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<OrderItem> Items, string? Next);
}
