using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Signals;
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

/// <summary>The open offer on an agent's desk; the caller's number is masked.</summary>
public sealed record OfferView(
    ReservationId ReservationId, int Version, CallId CallId, string? Line, string LineName, string Dialled, string Caller,
    CallDirection Direction, string Queue, string QueueName, int Priority, DateTimeOffset ArrivedAt, DateTimeOffset OfferedAt,
    DateTimeOffset? Deadline, PhoneMode PhoneMode, string State);

/// <summary>A call as consoles see it; the caller's number is masked.</summary>
public sealed record CallView(
    CallId Id, string Source, string? Line, string LineName, string Dialled, string Caller, CallDirection Direction, CallState State,
    string? Queue, string? QueueName, int Priority, DateTimeOffset ArrivedAt, DateTimeOffset? QueuedAt,
    DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, EndingView? Ending, CallOutcome? Outcome, AgentId? AgentId,
    string? AgentName, int Offers, bool Gap, long Version);

/// <summary>How a call ended.</summary>
public sealed record EndingView(string By, string Reason);

/// <summary>A queue as boards see it. Counts are of the day in China.</summary>
public sealed record QueueView(
    string Key, string Name, string Team, int Priority, int Waiting, DateTimeOffset? LongestWaitSince, int Offered, int Connected,
    int ReadyAgents, int EligibleAgents, int ServiceLevelSeconds, int OfferedToday, int AnsweredToday, int AnsweredInTimeToday,
    int AbandonedToday, int CallbacksDue, bool Open);

/// <summary>A PBX as boards see it.</summary>
public sealed record SourceView(string Source, string Kind, string State, DateTimeOffset Since, long Version);

/// <summary>The hall's figures of the day in China.</summary>
public sealed record BoardFigures(
    DateTimeOffset At, int OfferedToday, int AnsweredToday, int AnsweredInTimeToday, int AbandonedToday, int CallbacksDue,
    int Waiting, DateTimeOffset? LongestWaitSince, int ServiceLevelSeconds, int RescuedBySweepToday, int UnknownNumbersToday);
