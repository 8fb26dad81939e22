using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Floor;

internal static class ForceState
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agents/{id}/force", Handle)
        .RequireAuthorization(Rights.LeadShift)
        .WithName("ForceState")
        .WithSummary("Sets another agent's state, with a reason the agent is shown; a conversation is never cut.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<AgentView>, NotFound, ProblemHttpResult>> Handle(
        AgentId id, Request request, CurrentUser user, TurnRunner turns, IAudit audit, CancellationToken cancellationToken)
    {
        if (request.State is not (AgentState.Ready or AgentState.NotReady or AgentState.LoggedOut))
        {
            return new Refusal("illegal-agent-state", "只能强制示闲、示忙或签出。").ToProblem();
        }

        var outcome = await turns.OnAgentAsync(id, $"account:{user.Id}", "forced", (agent, now) =>
        {
            if (agent.State is AgentState.LoggedOut)
            {
                return new Refusal("agent-logged-out", "该话务员未签入,无法改变其状态。");
            }

            agent.Force(request.State, request.ReasonCode ?? "forced", user.Name, request.Why, now);
            return null;
        }, cancellationToken);
        if (outcome is { Refusal: null })
        {
            await audit.RecordAsync(
                new AuditRecord(user.Id, "agent.forced", $"agent:{id}", request.Why, $$"""{"state":"{{request.State.Word()}}"}"""),
                cancellationToken);
        }

        return outcome switch
        {
            null => TypedResults.NotFound(),
            { Refusal: Refusal refusal } => refusal.ToProblem(),
            _ => TypedResults.Ok(Views.Of(outcome.Agent)),
        };
    }

    public sealed record Request(
        AgentState State, [StringLength(64)] string? ReasonCode, [Required, StringLength(200, MinimumLength = 2)] string Why);
}
