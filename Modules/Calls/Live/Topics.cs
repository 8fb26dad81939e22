using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Live;

/// <summary>What consoles can watch of the ACD.</summary>
internal static class Topics
{
    /// <summary>Every queue, agent, live call and source; for those who watch the floor.</summary>
    internal const string Board = "board";

    private const string AgentPrefix = "agent:";

    /// <summary>One agent's desk: the agent, the open offer, the call.</summary>
    internal static string Agent(AgentId id) => $"{AgentPrefix}{id}";

    internal static bool TryAgent(string topic, out AgentId id)
    {
        id = default;
        return topic.StartsWith(AgentPrefix, StringComparison.Ordinal)
            && AgentId.TryParse(topic[AgentPrefix.Length..], out id);
    }
}
