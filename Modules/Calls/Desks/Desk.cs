using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

/// <summary>The desk of the agent who is signed in: who that is, and acting in that agent's name.</summary>
internal sealed class Desk(TurnRunner turns, QueueBook queues)
{
    /// <summary>The agent that an account is: the two share their identifier, so that no look-up stands between them.</summary>
    internal static AgentId AgentOf(AccountId account) => new(account.Value);

    /// <summary>Changes the signed-in agent. A console that another sign-in has superseded is refused.</summary>
    internal async Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> ActAsync(
        CurrentUser user, string cause, Func<Agent, DateTimeOffset, Refusal?> act, CancellationToken cancellationToken,
        bool takesOver = false)
    {
        var id = AgentOf(user.Id);
        var outcome = await turns.OnAgentAsync(
            id, $"account:{user.Id}", cause,
            (agent, now) => takesOver ? act(agent, now) : WhyNotThisConsole(agent, user) ?? act(agent, now),
            cancellationToken);
        return outcome switch
        {
            null => NoAgent(),
            { Refusal: Refusal refusal } => refusal.ToProblem(),
            _ => TypedResults.Ok(Views.Of(outcome.Agent)),
        };
    }

    /// <summary>Changes a call as its talker.</summary>
    internal async Task<Results<Ok<CallView>, NotFound<string>, ProblemHttpResult>> OnCallAsync(
        CurrentUser user, CallId call, Func<CallPicture, Refusal?> act, CancellationToken cancellationToken)
    {
        var id = AgentOf(user.Id);
        var outcome = await turns.OnCallAsync(
            call, $"account:{user.Id}",
            picture => CallRules.WhyNotTalker(picture, id) ?? WhyNotThisConsole(picture.Agent!, user) ?? act(picture),
            cancellationToken, countQueues: true);
        return outcome switch
        {
            null => TypedResults.NotFound("没有这通电话。"),
            { Refusal: Refusal refusal } => refusal.ToProblem(),
            _ => TypedResults.Ok(Views.Of(outcome.Picture!.Call, outcome.Picture.Agent, queues)),
        };
    }

    internal static Refusal? WhyNotThisConsole(Agent agent, CurrentUser user) => user.Session < agent.Session
        ? new Refusal("superseded", "您已在另一处登录,本页面只读;如要继续,请重新登录。")
        : null;

    internal static NotFound<string> NoAgent() => TypedResults.NotFound("当前账号不是话务员。");
}
