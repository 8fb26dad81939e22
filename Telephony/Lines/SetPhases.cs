using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.Lines;

internal static class SetPhases
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/lines/{id:guid}/phases", Handle)
        .WithName("SetPhases")
        .WithSummary("Sets all phases of a period with their first days and prompts, as a new version of the line.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<LineView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, LineEditor editor, CancellationToken cancellationToken) =>
        Line.HasTwoPhasesOfOneDay(request.Phases)
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["phases"] = [Line.TwoPhasesOfOneDay] })
            : (await editor.ChangeAsync(
                id, request.Version, "line.phases-set", request.Why,
                line => line with { Phases = [.. request.Phases.OrderBy(phase => phase.StartsOn)] },
                user, cancellationToken)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="Phases">All of them; an empty list for none.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        int Version,
        [Required, MaxLength(50)] IReadOnlyList<Line.Phase> Phases,
        [Required, StringLength(300), PlainText] string Why);
}
