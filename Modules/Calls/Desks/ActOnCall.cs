using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Telephony;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

internal static class ActOnCall
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Each is mapped where it stands: the validation generator sees only handlers that are named in the mapping itself.
        Say(routes.MapPost("/calls/{id}/hold", Hold), "HoldCall", "Puts the citizen on hold with music.");
        Say(routes.MapPost("/calls/{id}/retrieve", Retrieve), "RetrieveCall", "Takes the citizen back from hold.");
        Say(routes.MapPost("/calls/{id}/end", End), "EndCall", "Ends the call for everyone in it.");
        Say(routes.MapPost("/calls/{id}/forward", Forward), "ForwardCall",
            "Passes the call on to the centre or department behind a line (转分中心); it comes back when nobody answers there.");
        Say(routes.MapPost("/calls/{id}/requeue", Requeue), "RequeueCall",
            "Gives the call back to a queue; the citizen keeps the place.");
        routes.MapGet("/forward-targets", Targets)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("ListForwardTargets")
            .WithSummary("The centres and departments a call can be passed on to.");

        static void Say(RouteHandlerBuilder route, string name, string summary) => route
            .RequireAuthorization(Rights.TakeCalls)
            .WithName(name)
            .WithSummary(summary)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> Hold(
        CallId id, CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.OnCallAsync(user, id, picture => SetHold(picture, true), cancellationToken);

    private static Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> Retrieve(
        CallId id, CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.OnCallAsync(user, id, picture => SetHold(picture, false), cancellationToken);

    private static Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> End(
        CallId id, CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.OnCallAsync(user, id, picture =>
        {
            EndRules.End(picture, new Ending(EndedBy.Party, "agent_hangup"), outcome: null);
            return null;
        }, cancellationToken);

    private static async Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> Forward(
        CallId id, ForwardRequest request, CurrentUser user, Desk desk, ILines lines, CancellationToken cancellationToken)
    {
        var step = await lines.FindForwardAsync(request.Line, cancellationToken);
        return step is null
            ? new Refusal("line-has-no-centre", "该线路今天没有可转接的分中心或部门座席,请从列表中选择。").ToProblem()
            : await desk.OnCallAsync(user, id, picture =>
            {
                if (CallRules.WhyNoCitizen(picture.Call) is { } refusal)
                {
                    return refusal;
                }

                TransferRules.PassOn(picture, step, "forwarded-by-agent");
                return null;
            }, cancellationToken);
    }

    private static async Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> Requeue(
        CallId id, RequeueRequest request, CurrentUser user, Desk desk, QueueBook queues, CancellationToken cancellationToken)
    {
        if (request.Queue is { } key && queues.Find(key) is null)
        {
            return new Refusal("unknown-queue", "没有这个队列,请从列表中选择。").ToProblem();
        }

        return await desk.OnCallAsync(user, id, picture =>
        {
            if (CallRules.WhyNoCitizen(picture.Call) is { } refusal)
            {
                return refusal;
            }

            var queue = queues[request.Queue ?? picture.Call.Queue];
            TransferRules.GiveAway(picture, "requeued-by-agent");
            return RouteRules.Move(picture, queue, "requeued-by-agent")
                ? null
                : new Refusal("queue-takes-nobody", "该队列已满或不在服务时间,请选择其他队列。");
        }, cancellationToken);
    }

    private static async Task<Ok<IReadOnlyList<ForwardTarget>>> Targets(ILines lines, CancellationToken cancellationToken) =>
        TypedResults.Ok(await lines.ListForwardTargetsAsync(cancellationToken));

    private static Refusal? SetHold(CallPicture picture, bool held)
    {
        var call = picture.Call;
        if (CallRules.WhyNoCitizen(call) is { } refusal)
        {
            return refusal;
        }

        if (call.State != (held ? CallState.Connected : CallState.Held))
        {
            return new Refusal("not-possible-now", held ? "通话中才能保持。" : "来电人不在保持中。");
        }

        call.State = held ? CallState.Held : CallState.Connected;
        picture.Agent!.Hold(held, picture.Now);
        picture.Tell(held
            ? new HoldParty(CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg)
            : new RetrieveParty(CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg));
        picture.Note(held ? "held" : "retrieved", "console", call.CitizenLeg);
        return null;
    }

    public sealed record ForwardRequest([Required, StringLength(20)] string Line);

    public sealed record RequeueRequest([StringLength(40)] string? Queue);
}
