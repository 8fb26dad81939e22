using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

internal static class EndWrapUp
{
    private const int MostExtensions = 3;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/me/wrap-up", Handle)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("EndWrapUp")
            .WithSummary("Notes a code for the call just ended, and ends the wrap-up where asked to.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/me/wrap-up/extend", Extend)
            .RequireAuthorization(Rights.TakeCalls)
            .WithName("ExtendWrapUp")
            .WithSummary("Adds a minute to the wrap-up, at most three times a call.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Desk desk, Db db, CancellationToken cancellationToken)
    {
        if (request.Code is { } code && !WrapUps.Codes.Any(one => one.Code == code))
        {
            return new Refusal("unknown-wrap-up-code", "没有这个小结代码,请从列表中选择。").ToProblem();
        }

        CallId? call = null;
        AgentId? who = null;
        var result = await desk.ActAsync(user, "wrap-up", (agent, now) =>
        {
            if (agent.State is not AgentState.WrapUp)
            {
                return agent.WhyNotEndWrapUp(null);
            }

            if (request.Finish && agent.WhyNotEndWrapUp(request.Code) is { } refusal)
            {
                return refusal;
            }

            (call, who) = (agent.CallId, agent.Id);
            agent.WrapUpCode = request.Code ?? agent.WrapUpCode;
            if (request.Finish)
            {
                agent.EndWrapUp(now);
            }

            return null;
        }, cancellationToken);
        if (result.Result is Ok<AgentView> && call is { } ended && request.Code is { } chosen)
        {
            await WrapUps.WriteAsync(db, ended, who!.Value, chosen, request.Note, bySystem: false, cancellationToken);
        }

        return result;
    }

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Extend(
        CurrentUser user, Desk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(user, "wrap-up-extended", (agent, _) =>
        {
            if (agent is not { State: AgentState.WrapUp, WrapUpUntil: { } until, WrapUpMode: not WrapUpMode.Fixed })
            {
                return new Refusal("wrap-up-not-extendable", "当前整理不能延长。");
            }

            if (agent.WrapUpExtensions >= MostExtensions)
            {
                return new Refusal("wrap-up-extended-enough", $"每通电话最多延长 {MostExtensions} 次。");
            }

            agent.WrapUpExtensions++;
            agent.WrapUpUntil = until.AddMinutes(1);
            return null;
        }, cancellationToken);

    public sealed record Request([StringLength(64)] string? Code, [StringLength(2000)] string? Note, bool Finish);
}
