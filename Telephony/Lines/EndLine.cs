using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.Lines;

internal static class EndLine
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/lines/{id:guid}/end", Handle)
        .WithName("EndLine")
        .WithSummary("Ends a period of a line on a day; on its own first day, which withdraws it as entered by mistake.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<LineView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, LineEditor editor, CancellationToken cancellationToken) =>
        (await editor.ChangeAsync(
            id, request.Version, "line.ended", request.Why,
            line => line with { ValidTo = request.ValidTo }, user, cancellationToken)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="ValidTo">The first day it no longer holds.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        int Version,
        [property: JsonRequired] DateOnly ValidTo,
        [Required, StringLength(300), PlainText] string Why);
}
