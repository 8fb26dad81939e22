using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Catalogue;

internal static class ChangeRule
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/catalogue/rules/{id:guid}", Handle)
        .WithName("ChangeRule")
        .WithSummary("Changes a rule of the dispatch catalogue, as a new version of it.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<RuleView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, RuleEditor editor, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var (settings, wrong) = request.Settings.Read(organisations.Today);
        return settings is null
            ? TypedResults.ValidationProblem(wrong)
            : (await editor.ChangeAsync(
                id, request.Version, "rule.changed", request.Why,
                rule => rule with { Settings = settings with { Demonstration = rule.Settings.Demonstration } },
                user, cancellationToken)).ToResult();
    }

    /// <param name="Version">The version that was seen.</param>
    /// <param name="Settings">All settings as they are to be.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [Required] RuleForm.Fields Settings,
        [Required, StringLength(300)] string Why);
}
