using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Areas;

internal static class ListAreas
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/areas", Handle)
        .WithName("ListAreas")
        .WithSummary("The tree of places as a flat list: city, county-level units, townships and streets.")
        .RequireAuthorization(Rights.SignedIn);

    private static Ok<Response> Handle(AreaBook book) => TypedResults.Ok(Read(book));

    internal static Response Read(AreaBook book) => new(
    [
        .. book.All.OrderBy(area => area.Code, StringComparer.Ordinal)
            .Select(area => new Item(area.Code, area.Parent, area.Name, area.Kind, area.Confidence, area.OwnCode)),
    ]);

    public sealed record Response(IReadOnlyList<Item> Areas);

    /// <param name="Code">The code.</param>
    /// <param name="Parent">The place it lies in; null for the city.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Kind">city, district, county, zone, township or street.</param>
    /// <param name="Confidence">A official, B repeated, C unverified.</param>
    /// <param name="OwnCode">Not a division code of the state.</param>
    public sealed record Item(string Code, string? Parent, string Name, string Kind, string Confidence, bool OwnCode);
}
