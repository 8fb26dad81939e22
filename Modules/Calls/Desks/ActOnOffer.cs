using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

internal static class ActOnOffer
{
    private const string SelectCall = "select call_id from calls.reservations where id = @id";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/offers/{id}/accept", Accept)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("AcceptOffer")
            .WithSummary("Takes the offered call: the telephone picks up by itself. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/offers/{id}/reject", Reject)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("RejectOffer")
            .WithSummary("Declines the offered call, which goes back to its place and to another agent.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<Results<Ok<OfferView>, NoContent, NotFound<string>, ProblemHttpResult>> Accept(
        ReservationId id, Request request, CurrentUser user, TurnRunner turns, Db db, QueueBook queues,
        CancellationToken cancellationToken) =>
        ActAsync(id, user, turns, db, queues, picture =>
        {
            if (OfferRules.WhyNotAccept(picture, id, request.Version) is { } refusal)
            {
                return refusal;
            }

            OfferRules.Accept(picture);
            return null;
        }, cancellationToken);

    private static Task<Results<Ok<OfferView>, NoContent, NotFound<string>, ProblemHttpResult>> Reject(
        ReservationId id, Request request, CurrentUser user, TurnRunner turns, Db db, QueueBook queues,
        CancellationToken cancellationToken) =>
        ActAsync(id, user, turns, db, queues, picture =>
        {
            if (OfferRules.WhyNotAct(picture, id, request.Version) is { } refusal)
            {
                return refusal;
            }

            OfferRules.Fail(picture, ReservationState.Rejected, "rejected-on-console");
            return null;
        }, cancellationToken);

    private static async Task<Results<Ok<OfferView>, NoContent, NotFound<string>, ProblemHttpResult>> ActAsync(
        ReservationId id, CurrentUser user, TurnRunner turns, Db db, QueueBook queues,
        Func<CallPicture, Refusal?> act, CancellationToken cancellationToken)
    {
        var agent = Desk.AgentOf(user.Id);
        if (await db.FindAsync<CallId?>(SelectCall, new { id }, cancellationToken) is not { } call)
        {
            return TypedResults.NotFound("没有这次来电分配。");
        }

        var outcome = await turns.OnCallAsync(call, $"account:{user.Id}", picture =>
        {
            if (picture.Reservation is { } one && one.Id == id && one.AgentId != agent)
            {
                return new Refusal("not-your-offer", "这通来电没有分配给您。");
            }

            return (picture.Agent is { } holder && holder.Id == agent ? Desk.WhyNotThisConsole(holder, user) : null) ?? act(picture);
        }, cancellationToken);
        return outcome switch
        {
            null => TypedResults.NotFound("没有这通电话。"),
            { Refusal: Refusal refusal } => refusal.ToProblem(),
            { Picture: { Reservation: { IsUnanswered: true } offer, Agent: { } holder } picture } =>
                TypedResults.Ok(Views.Of(offer, picture.Call, holder, queues)),
            _ => TypedResults.NoContent(),
        };
    }

    public sealed record Request([Range(1, int.MaxValue)] int Version, [StringLength(200)] string? Reason);
}
