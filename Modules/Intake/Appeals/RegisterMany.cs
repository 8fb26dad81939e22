using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Citizens;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class RegisterMany
{
    private const int AtMost = 200;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals/on-behalf", Handle)
        .WithName("RegisterManyAppeals")
        .WithSummary("Enters what was taken down on paper or elsewhere while the telephones were down; each form number once.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Ok<Response>> Handle(
        Request request, CurrentUser user, Registration registration, CancellationToken cancellationToken)
    {
        var results = new List<Result>(request.Items.Count);
        foreach (var item in request.Items)
        {
            // One after another, each on its own: a form that is refused holds up no other.
            var (registered, refusal) = await registration.RegisterAsync(
                new Registering(
                    item.Matter, item.Person, new Origin("on-behalf")
                    {
                        RegisteredBy = user.Id, ExternalNumber = item.FormNumber, ReceivedAt = item.ReceivedAt,
                    }, item.Outcome),
                cancellationToken);
            results.Add(new Result(
                item.FormNumber, registered?.Id, registered?.Number, registered?.QueryCode, registered?.Again ?? false,
                refusal?.Code, refusal?.Sentence));
        }

        return TypedResults.Ok(new Response(results));
    }

    public sealed record Request([Required, MinLength(1), MaxLength(AtMost)] IReadOnlyList<Item> Items);

    /// <param name="FormNumber">The paper form's number; the same number is the same appeal.</param>
    /// <param name="ReceivedAt">When the citizen spoke.</param>
    /// <param name="Matter">What it is about.</param>
    /// <param name="Person">Who it is from.</param>
    /// <param name="Outcome">How it is dealt with.</param>
    public sealed record Item(
        [Required, StringLength(80, MinimumLength = 1), PlainText] string FormNumber,
        [InThePast] DateTimeOffset ReceivedAt,
        [Required] AppealFields.Matter Matter,
        [Required] CitizenFields.Person Person,
        [Required] AppealFields.Outcome Outcome);

    public sealed record Response(IReadOnlyList<Result> Results);

    /// <param name="FormNumber">The form.</param>
    /// <param name="Id">The appeal; null where the form was refused.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="QueryCode">Its query code; null where it stood before.</param>
    /// <param name="Again">It stood before.</param>
    /// <param name="Code">Why it was refused: a stable word.</param>
    /// <param name="Sentence">Why it was refused, and what to do.</param>
    public sealed record Result(
        string FormNumber, AppealId? Id, string? Number, string? QueryCode, bool Again, string? Code, string? Sentence);
}
