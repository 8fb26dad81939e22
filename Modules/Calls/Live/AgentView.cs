using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Live;

/// <summary>An agent as consoles see them. Times are UTC.</summary>
public sealed record AgentView(
    AgentId Id, string Code, string Name, string Team, AgentState State, string? Reason, DateTimeOffset StateSince,
    DateTimeOffset? ReadySince, PendingView? Pending, CallId? CallId, string? Queue, string Phone, PhoneMode PhoneMode,
    Presence Presence, int Misses, WrapUpMode? WrapUpMode, DateTimeOffset? WrapUpUntil, int WrapUpExtensions,
    ForcedView? Forced, string? Notice, long Session, long Version);

/// <summary>The state an agent has asked for and will be in after the call.</summary>
public sealed record PendingView(AgentState State, string? Reason);

/// <summary>Who forced the agent's state, why and when.</summary>
public sealed record ForcedView(string By, string Why, DateTimeOffset At);
