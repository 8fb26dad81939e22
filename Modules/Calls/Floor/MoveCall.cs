using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Floor;

internal static class MoveCall
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/calls/{id}/move", Move)
            .RequireAuthorization(Rights.LeadShift)
            .WithName("MoveCall")
            .WithSummary("Moves a waiting call to another queue; it keeps its arrival time. An offer under way is withdrawn first.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/calls/{id}/priority", Prioritise)
            .RequireAuthorization(Rights.LeadShift)
            .WithName("PrioritiseCall")
            .WithSummary("Changes a waiting call's priority, at once.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<CallView>, NotFound, ProblemHttpResult>> Move(
        CallId id, MoveRequest request, CurrentUser user, TurnRunner turns, QueueBook queues, IAudit audit,
        CancellationToken cancellationToken)
    {
        if (queues.Find(request.Queue) is not { } queue)
        {
            return new Refusal("unknown-queue", "没有这个队列,请从列表中选择。").ToProblem();
        }

        var outcome = await turns.OnCallAsync(id, $"account:{user.Id}", picture =>
        {
            if (!picture.Call.IsWaiting)
            {
                return NotWaiting();
            }

            if (picture.Reservation is { IsUnanswered: true })
            {
                OfferRules.Fail(picture, ReservationState.Rescinded, "moved");
            }

            return RouteRules.Move(picture, queue, "moved")
                ? null
                : new Refusal("queue-takes-nobody", "该队列已满或不在服务时间,请选择其他队列。");
        }, cancellationToken, countQueues: true);
        return await AnswerAsync(outcome, "call.moved", request.Why, user, id, audit, queues, cancellationToken);
    }

    private static async Task<Results<Ok<CallView>, NotFound, ProblemHttpResult>> Prioritise(
        CallId id, PriorityRequest request, CurrentUser user, TurnRunner turns, QueueBook queues, IAudit audit,
        CancellationToken cancellationToken)
    {
        var outcome = await turns.OnCallAsync(id, $"account:{user.Id}", picture =>
        {
            if (!picture.Call.IsWaiting)
            {
                return NotWaiting();
            }

            picture.Call.Priority = request.Priority;
            picture.Wake.Add(picture.Call.Queue!);
            picture.Note("priority", "changed", detail: request.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }, cancellationToken);
        return await AnswerAsync(outcome, "call.prioritised", request.Why, user, id, audit, queues, cancellationToken);
    }

    private static async Task<Results<Ok<CallView>, NotFound, ProblemHttpResult>> AnswerAsync(
        TurnRunner.Outcome? outcome, string act, string why, CurrentUser user, CallId id, IAudit audit, QueueBook queues,
        CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case null:
                return TypedResults.NotFound();
            case { Refusal: Refusal refusal }:
                return refusal.ToProblem();
            default:
                await audit.RecordAsync(new AuditRecord(user.Id, act, $"call:{id}", why, null), cancellationToken);
                return TypedResults.Ok(Views.Of(outcome.Picture!.Call, null, queues));
        }
    }

    private static Refusal NotWaiting() => new("not-waiting", "这通电话已不在排队,不能移动或调整优先级。");

    public sealed record MoveRequest(
        [Required, StringLength(40)] string Queue, [Required, StringLength(200, MinimumLength = 2)] string Why);

    public sealed record PriorityRequest(
        [Range(-100, 100)] int Priority, [Required, StringLength(200, MinimumLength = 2)] string Why);
}
