using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

internal static class ChooseState
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/me/state", Handle)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("ChooseState")
            .WithSummary("Ready, not ready; during a call it is kept as the next state.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/me/log-out", LogOut)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("LogOut")
            .WithSummary("Signs the agent out; only from not ready, during a call after it.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapDelete("/me/pending", Cancel)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("CancelPendingState")
            .WithSummary("Cancels the next state that was asked for.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapDelete("/me/notice", Acknowledge)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("AcknowledgeNotice")
            .WithSummary("The agent has read what was said about missed offers, a lost device or a forced state.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        Choose(request.State, request.Reason, user, desk, cancellationToken);

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> LogOut(
        CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        Choose(AgentState.LoggedOut, null, user, desk, cancellationToken);

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Choose(
        AgentState wish, string? reason, CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(user, "chosen", (agent, now) =>
        {
            if (agent.WhyNotChoose(wish) is { } refusal)
            {
                return refusal;
            }

            agent.Choose(wish, reason, now);
            return null;
        }, cancellationToken);

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Cancel(
        CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(user, "pending-cancelled", (agent, _) =>
        {
            (agent.PendingState, agent.PendingReason) = (null, null);
            return null;
        }, cancellationToken);

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Acknowledge(
        CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(user, "notice-read", (agent, _) =>
        {
            agent.Notice = null;
            return null;
        }, cancellationToken);

    public sealed record Request(AgentState State, [StringLength(64)] string? Reason);
}
