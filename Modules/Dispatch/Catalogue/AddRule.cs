using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Catalogue;

internal static class AddRule
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/catalogue/rules", Handle)
        .WithName("AddRule")
        .WithSummary("Adds a rule to the dispatch catalogue; it may end the rule it follows in the same act.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Created<RuleView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, RuleEditor editor, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var (settings, wrong) = request.Settings.Read(organisations.Today);
        if (request.ValidTo < request.ValidFrom)
        {
            wrong["validTo"] = ["失效日须不早于生效日。"];
        }

        if (settings is null || wrong.Count > 0)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        var rule = new Rule
        {
            Id = Guid.CreateVersion7(),
            Version = 0,
            Settings = settings,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            ChangedWhy = request.Why,
        };
        return await editor.AddAsync(
            rule, request.Follows is { } follows ? (follows.Id, follows.Version) : null, user, cancellationToken) switch
        {
            RuleEditor.Outcome.Written(var written) => TypedResults.Created($"/api/dispatch/catalogue/rules/{written.Id}", written),
            RuleEditor.Outcome.Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }

    /// <param name="ValidFrom">The first day.</param>
    /// <param name="ValidTo">The first day it no longer holds; null until further notice.</param>
    /// <param name="Settings">What it says.</param>
    /// <param name="Follows">The rule for the same appeals that ends where this one begins.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] DateOnly ValidFrom,
        DateOnly? ValidTo,
        [Required] RuleForm.Fields Settings,
        Previous? Follows,
        [Required, StringLength(300)] string Why);

    /// <param name="Id">The rule.</param>
    /// <param name="Version">The version that was seen.</param>
    public sealed record Previous(Guid Id, int Version);
}
