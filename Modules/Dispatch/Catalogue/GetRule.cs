using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

internal static class GetRule
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/catalogue/rules/{id:guid}", Handle)
        .WithName("GetRule")
        .WithSummary("Shows a rule of the dispatch catalogue and every version of it with who and why.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, CatalogueBook catalogue, OrganisationBook organisations, Db db, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken);
        return catalogue.All.FirstOrDefault(one => one.Id == id) is { } rule
            ? TypedResults.Ok(new Response(
                RuleView.Of(rule, organisations.Today), await RuleHistory.ListAsync(db, id, cancellationToken)))
            : TypedResults.NotFound();
    }

    /// <param name="Rule">The rule as it is.</param>
    /// <param name="Versions">Every version, newest first.</param>
    internal sealed record Response(RuleView Rule, IReadOnlyList<RuleHistory.Step> Versions);
}
