using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

internal static class TryCatalogue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/catalogue/try", Handle)
        .WithName("TryCatalogue")
        .WithSummary("Tells whom the catalogue would suggest for an appeal, why, and why not by other rules. Nothing is counted or sent.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Request request, CatalogueBook catalogue, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var (suggestion, notTaken) = await catalogue.ChooseAsync(
            new Question(request.Category, request.Area, request.Line), cancellationToken);
        string? whyNot = null;
        if (request.Target is { } id)
        {
            if (await organisations.FindAsync(id, cancellationToken) is not { } target)
            {
                return TypedResults.NotFound();
            }

            whyNot = catalogue.WhyNot(target, request.Category)?.Sentence;
        }

        return TypedResults.Ok(new Response(
            suggestion?.Rule,
            suggestion?.RuleVersion,
            suggestion is null ? null : Name(suggestion.Lead),
            suggestion is null ? [] : [.. suggestion.Assists.Select(Name)],
            suggestion?.Why ?? "派单目录中没有适用的规则，请人工选择承办单位。",
            notTaken,
            whyNot));

        Unit Name(OrganisationId one) => new(one, organisations.Today.Find(one)!.Name);
    }

    /// <param name="Category">The category's code.</param>
    /// <param name="Area">The code of the place.</param>
    /// <param name="Line">The old number.</param>
    /// <param name="Target">A unit that a person has in mind.</param>
    public sealed record Request(
        [RegularExpression(RuleForm.CategoryPattern, ErrorMessage = RuleForm.CategoryRule)] string? Category,
        [RegularExpression("^[0-9]{4,12}$", ErrorMessage = SetupForm.AreaRule)] string? Area,
        [RegularExpression(RuleForm.LinePattern, ErrorMessage = RuleForm.LineRule)] string? Line,
        OrganisationId? Target);

    /// <param name="Rule">The rule that wins; null where none does.</param>
    /// <param name="RuleVersion">Its version.</param>
    /// <param name="Lead">Who would lead.</param>
    /// <param name="Assists">Who would assist.</param>
    /// <param name="Why">Why.</param>
    /// <param name="NotTaken">The rules that were near.</param>
    /// <param name="WhyNotTarget">Why the unit in mind may not be given it; null where it may, or none was named.</param>
    internal sealed record Response(
        Guid? Rule, int? RuleVersion, Unit? Lead, IReadOnlyList<Unit> Assists, string Why, IReadOnlyList<Considered> NotTaken,
        string? WhyNotTarget);

    internal sealed record Unit(OrganisationId Id, string Name);
}
