using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Live;

/// <summary>A call as consoles see it; the caller's number is masked.</summary>
public sealed record CallView(
    CallId Id, string Source, string? Line, string LineName, string Dialled, string Caller, CallDirection Direction, CallState State,
    string? Queue, string? QueueName, int Priority, DateTimeOffset ArrivedAt, DateTimeOffset? QueuedAt,
    DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, EndingView? Ending, CallOutcome? Outcome, AgentId? AgentId,
    string? AgentName, int Offers, bool Gap, long Version);

/// <summary>How a call ended.</summary>
public sealed record EndingView(string By, string Reason);
