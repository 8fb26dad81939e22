using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Citizens;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Channels;

internal static class PushAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals", Handle)
        .WithName("PushAppeal")
        .WithSummary("Takes an appeal from another platform by that platform's own number; a repeat answers the same appeal.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request, ClaimsPrincipal platform, Registration registration, Db db, CancellationToken cancellationToken)
    {
        var channel = (await db.FindAsync<Channel>(Channel.Find, new { channel = platform.ChannelOf() }, cancellationToken))!;
        var (registered, refusal) = await registration.RegisterAsync(
            new Registering(
                request.Matter with { OldCaller = request.Matter.EarlierNumber is not null },
                request.Person with { CallerNumber = null },
                new Origin(channel.Code)
                {
                    ExternalSystem = request.ExternalSystem ?? channel.Name,
                    ExternalNumber = request.ExternalNumber,
                    UpstreamDeadline = request.UpstreamDeadline,
                    ReceivedAt = request.ReceivedAt,
                    Receipt = request.Receipt,
                },

                // What carries a category needs nobody to look at it before it is dispatched, where the channel is trusted so.
                channel.Straight && request.Matter.Category is not null ? new AppealFields.Outcome("dispatch") : null),
            cancellationToken);
        return registered switch
        {
            null => refusal!.ToProblem(),
            { Again: true } => TypedResults.Ok(Response.Of(registered)),
            _ => TypedResults.Created(
                $"/api/intake/channel/appeals/{Uri.EscapeDataString(request.ExternalNumber)}", Response.Of(registered)),
        };
    }

    /// <param name="ExternalNumber">The platform's own number.</param>
    /// <param name="Matter">What it is about.</param>
    /// <param name="Person">Who it is from.</param>
    /// <param name="ExternalSystem">The system it came through, where that is not the channel itself.</param>
    /// <param name="UpstreamDeadline">The deadline the platform set; ours will be earlier.</param>
    /// <param name="ReceivedAt">When the citizen turned to the platform.</param>
    /// <param name="Receipt">Whether the citizen is sent a receipt by short message; the platform may do that itself.</param>
    public sealed record Request(
        [Required, StringLength(80, MinimumLength = 1), PlainText] string ExternalNumber,
        [Required] AppealFields.Matter Matter,
        [Required] CitizenFields.Person Person,
        [StringLength(80), PlainText] string? ExternalSystem = null,
        DateTimeOffset? UpstreamDeadline = null,
        [InThePast] DateTimeOffset? ReceivedAt = null,
        bool Receipt = true);

    /// <param name="Id">The appeal.</param>
    /// <param name="Number">Its number here.</param>
    /// <param name="QueryCode">Its query code; null where it stood before.</param>
    /// <param name="Again">It stood before.</param>
    public sealed record Response(AppealId Id, string Number, string? QueryCode, bool Again)
    {
        internal static Response Of(Registered registered) =>
            new(registered.Id, registered.Number, registered.QueryCode, registered.Again);
    }
}
