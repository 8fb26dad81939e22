using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

internal static class ListRules
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/catalogue/rules", Handle)
        .WithName("ListRules")
        .WithSummary("Lists the rules of the dispatch catalogue that hold on a day (today where none is given), searched by title or code.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Ok<Response>> Handle(
        DateOnly? at,
        [StringLength(60)] string? q,
        [RegularExpression(RuleForm.CategoryPattern, ErrorMessage = RuleForm.CategoryRule)] string? category,
        CatalogueBook catalogue, OrganisationBook organisations, TimeProvider clock, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken);
        var day = at ?? CityDay.Today(clock);
        var searched = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        return TypedResults.Ok(new Response(
            day,
            [
                .. catalogue.All
                    .Where(rule => rule.HoldsOn(day))
                    .Where(rule => category is null || rule.Settings.Category?.StartsWith(category, StringComparison.Ordinal) is true)
                    .Select(rule => RuleView.Of(rule, organisations.Today))
                    .Where(rule => searched is null || rule.Title.Contains(searched, StringComparison.OrdinalIgnoreCase)
                        || rule.Lead.Name.Contains(searched, StringComparison.OrdinalIgnoreCase)
                        || rule.Category == searched || rule.Area == searched || rule.Line == searched)
                    .Take(5000),
            ]));
    }

    /// <param name="At">The day.</param>
    /// <param name="Rules">In order of category, area and line; at most 5,000.</param>
    internal sealed record Response(DateOnly At, IReadOnlyList<RuleView> Rules);
}
