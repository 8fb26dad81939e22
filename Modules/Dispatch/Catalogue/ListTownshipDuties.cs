using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

internal static class ListTownshipDuties
{
    private const string Select = """
        select category as Category, basis as Basis, demonstration as Demonstration, since as Since, by_name as ByName, why as Why,
            until as Until, ended_by_name as EndedBy, ended_why as EndedWhy
        from dispatch.township_duties
        where @ended or until is null
        order by category, since
        limit 5000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/catalogue/township-duties", Handle)
        .WithName("ListTownshipDuties")
        .WithSummary("Lists the categories that may be sent to townships and streets, with what each stands on; also ended ones where asked.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Ok<Response>> Handle(bool? ended, Db db, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Response(await db.ListAsync<Duty>(Select, new { ended = ended is true }, cancellationToken)));

    internal sealed record Response(IReadOnlyList<Duty> Duties);

    /// <param name="Category">The category, with all below it.</param>
    /// <param name="Basis">The list it stands on.</param>
    /// <param name="Demonstration">What of it is made up.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="ByName">Who entered it; null for the system.</param>
    /// <param name="Why">Why, as they said.</param>
    /// <param name="Until">Until when; null where it holds.</param>
    /// <param name="EndedBy">Who took it off.</param>
    /// <param name="EndedWhy">Why, as they said.</param>
    internal sealed record Duty(
        string Category, string Basis, string? Demonstration, DateTimeOffset Since, string? ByName, string Why,
        DateTimeOffset? Until, string? EndedBy, string? EndedWhy);
}
