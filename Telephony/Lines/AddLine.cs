using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

internal static class AddLine
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/lines", Handle)
        .WithName("AddLine")
        .WithSummary("Adds a line, or a further period of one; it may end the period it follows in the same act.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Created<LineView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, LineEditor editor, NumberPlan plan, CancellationToken cancellationToken)
    {
        var number = request.NumberIn(plan);
        var line = new Line
        {
            Id = Guid.CreateVersion7(),
            Version = 0,
            Number = number.Number,
            Area = number.Area,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            Settings = request.Settings,
            Phases = [.. (request.Phases ?? []).OrderBy(phase => phase.StartsOn)],
            ChangedWhy = request.Why,
        };
        var wrong = line.Contradictions();
        if (!number.IsReadable)
        {
            wrong["number"] = ["请填完整的号码（数字），或以大写字母开头的代号，例如 LOCAL-WATER。"];
        }

        return wrong.Count > 0
            ? TypedResults.ValidationProblem(wrong)
            : await editor.AddAsync(
                line, request.Follows is { } follows ? (follows.Id, follows.Version) : null, user, cancellationToken) switch
            {
                LineEditor.Outcome.Written(var written) => TypedResults.Created(
                    $"/api/telephony/lines/{written.Number}?area={written.Area}", LineView.Of(written)),
                LineEditor.Outcome.Refused(var problem) => problem,
                _ => TypedResults.NotFound(),
            };
    }

    /// <param name="Number">The number in any notation, or a label in capitals for a line whose number is not known.</param>
    /// <param name="Area">The area where the number alone does not tell; null for the home area.</param>
    /// <param name="ValidFrom">The first day.</param>
    /// <param name="ValidTo">The first day it no longer holds; null until further notice.</param>
    /// <param name="Settings">What it does.</param>
    /// <param name="Phases">Its phases.</param>
    /// <param name="Follows">The period of the same number that ends where this one begins.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [Required, StringLength(40), PlainText] string Number,
        [RegularExpression("^0[0-9]{2,3}$", ErrorMessage = "区号写作 0 开头的三至四位数字，例如 0746。")] string? Area,
        [property: JsonRequired] DateOnly ValidFrom,
        DateOnly? ValidTo,
        [Required] Line.Setup Settings,
        [MaxLength(50)] IReadOnlyList<Line.Phase>? Phases,
        Previous? Follows,
        [Required, StringLength(300), PlainText] string Why)
    {
        internal DialledNumber NumberIn(NumberPlan plan)
        {
            var number = Line.IsLabel(Number) ? new DialledNumber(plan.HomeArea, Number) : plan.Dialled(Number);
            return Area is null || number.Area.Length == 0 ? number : number with { Area = Area };
        }
    }

    /// <param name="Id">The period.</param>
    /// <param name="Version">The version that was seen.</param>
    public sealed record Previous(Guid Id, int Version);
}
