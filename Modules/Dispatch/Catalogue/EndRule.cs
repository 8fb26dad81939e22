using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Catalogue;

internal static class EndRule
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/catalogue/rules/{id:guid}/end", Handle)
        .WithName("EndRule")
        .WithSummary("Ends a rule on a day; on its own first day, which withdraws it as entered by mistake.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<RuleView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, RuleEditor editor, CancellationToken cancellationToken) =>
        (await editor.ChangeAsync(
            id, request.Version, "rule.ended", request.Why,
            rule => rule with { ValidTo = request.ValidTo }, user, cancellationToken)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="ValidTo">The first day it no longer holds.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly ValidTo,
        [Required, StringLength(300)] string Why);
}
