using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.Lines;

internal static class ChangeLine
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/lines/{id:guid}", Handle)
        .WithName("ChangeLine")
        .WithSummary("Corrects a period of a line as a new version; what was written before stays in its history.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<LineView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, LineEditor editor, CancellationToken cancellationToken)
    {
        var wrong = request.Settings.Contradictions();
        if (request.ValidTo < request.ValidFrom)
        {
            wrong["validTo"] = [Line.EndsTooEarly];
        }

        return wrong.Count > 0
            ? TypedResults.ValidationProblem(wrong)
            : (await editor.ChangeAsync(
                id, request.Version, "line.changed", request.Why,
                line => line with { ValidFrom = request.ValidFrom, ValidTo = request.ValidTo, Settings = request.Settings },
                user, cancellationToken)).ToResult();
    }

    /// <param name="Version">The version that was seen.</param>
    /// <param name="ValidFrom">The first day.</param>
    /// <param name="ValidTo">The first day it no longer holds; null until further notice.</param>
    /// <param name="Settings">What it does.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        int Version,
        [property: JsonRequired] DateOnly ValidFrom,
        DateOnly? ValidTo,
        [Required] Line.Setup Settings,
        [Required, StringLength(300), PlainText] string Why);
}
