using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;

namespace ContactCenter.Calls.Matching;

/// <summary>The rules of <see cref="Matcher"/> said one by one, for the question "why": the first that excludes an agent.</summary>
internal static class Rules
{
    /// <summary>The rule that keeps this agent from this queue's calls, with what it says; nulls where none does.</summary>
    internal static (string? Rule, string? Detail) WhyNot(Facts agent, Queue queue) => agent switch
    {
        _ when agent.Team != queue.Team => ("other-team", $"该队列由“{queue.Team}”的座席接听"),
        { Eligible: false } => ("skill-missing", $"缺少技能:{agent.Lacking ?? "不在该队列"}"),
        { State: AgentState.LoggedOut } => ("logged-out", "未签入"),
        { State: AgentState.NotReady } => ("not-ready", agent.Reason),
        { State: AgentState.Reserved } => ("reserved", "正在分配另一通来电"),
        { State: AgentState.Talking or AgentState.Held } => ("busy", "通话中"),
        { State: AgentState.WrapUp } => ("wrap-up", "整理中"),
        { ConsoleRequired: true, Presence: not Presence.Online } => ("console-away", "工作台连接中断"),
        { MissedAt: { } missed } => ("missed-this-call", $"{missed.ToOffset(TimeSpan.FromHours(8)):HH:mm:ss} 未接或拒接过这通来电"),
        _ => (null, null),
    };

    internal sealed record Facts(
        string Team, AgentState State, Presence Presence, bool ConsoleRequired, bool Eligible, string? Lacking, string? Reason,
        DateTimeOffset? MissedAt);
}
