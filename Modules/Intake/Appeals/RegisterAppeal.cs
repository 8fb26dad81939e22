using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Citizens;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class RegisterAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals", Handle)
        .WithName("RegisterAppeal")
        .WithSummary("Registers an appeal, from the call at hand or from a citizen who came or wrote. Sent twice, it is one appeal.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Registration registration, CallAtHand calls, AgentChannels channels,
        CancellationToken cancellationToken)
    {
        var origin = new Origin(request.Channel ?? (request.Call is null ? "walk-in" : "phone"))
        {
            RegisteredBy = user.Id,
            Draft = request.Draft == Guid.Empty ? null : request.Draft,
            RecordingId = request.RecordingId,
            ExternalSystem = request.ExternalSystem,
            ExternalNumber = request.ExternalNumber,
            UpstreamDeadline = request.UpstreamDeadline,
            ReceivedAt = request.ReceivedAt,
        };
        if (await channels.WhyNotAsync(origin.Channel, cancellationToken) is { } closed)
        {
            return closed.ToProblem();
        }

        if (request.Call is { } call)
        {
            if (await calls.OfAgentAsync(call, user.Id, cancellationToken) is not { } facts)
            {
                return CallAtHand.NotAtHand.ToProblem();
            }

            origin = origin with
            {
                Call = call, Line = facts.Line, Dialled = facts.Dialled, CallerOfCall = facts.Caller, ReceivedAt = facts.ArrivedAt,
            };
        }

        var (registered, refusal) = await registration.RegisterAsync(
            new Registering(request.Matter, request.Person, origin, request.Outcome), cancellationToken);
        return registered switch
        {
            null => refusal!.ToProblem(),
            { Again: true } => TypedResults.Ok(Response.Of(registered)),
            _ => TypedResults.Created($"/api/intake/appeals/{registered.Id}", Response.Of(registered)),
        };
    }

    /// <param name="Matter">What it is about.</param>
    /// <param name="Person">Who it is from.</param>
    /// <param name="Outcome">How it is dealt with.</param>
    /// <param name="Draft">The form it was typed in, made by the console; the same form registers once.</param>
    /// <param name="Call">The call it was told on: number, line and time are taken from it.</param>
    /// <param name="Channel">受理渠道 where it is not the telephone: walk-in, letter, on-behalf.</param>
    /// <param name="RecordingId">录音文件id.</param>
    /// <param name="ExternalSystem">The platform it came from, where that keeps its own number.</param>
    /// <param name="ExternalNumber">Its number there, or that of the paper form it was taken down on.</param>
    /// <param name="UpstreamDeadline">The deadline that platform set.</param>
    /// <param name="ReceivedAt">When the citizen turned to us, where that was before it was typed in.</param>
    public sealed record Request(
        [Required] AppealFields.Matter Matter,
        [Required] CitizenFields.Person Person,
        [Required] AppealFields.Outcome Outcome,
        Guid? Draft = null,
        CallId? Call = null,
        [StringLength(40), PlainText] string? Channel = null,
        [StringLength(80), PlainText] string? RecordingId = null,
        [StringLength(80), PlainText] string? ExternalSystem = null,
        [StringLength(80, MinimumLength = 1), PlainText] string? ExternalNumber = null,
        DateTimeOffset? UpstreamDeadline = null,
        [InThePast] DateTimeOffset? ReceivedAt = null);

    /// <param name="Id">The appeal.</param>
    /// <param name="Number">The number to tell the citizen.</param>
    /// <param name="QueryCode">The query code to tell the citizen; null where the appeal stood before.</param>
    /// <param name="Again">The appeal stood before.</param>
    public sealed record Response(AppealId Id, string Number, string? QueryCode, bool Again)
    {
        internal static Response Of(Registered registered) =>
            new(registered.Id, registered.Number, registered.QueryCode, registered.Again);
    }
}
