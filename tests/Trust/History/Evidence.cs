using System.Text.Json.Nodes;

namespace ContactCenter.Trust.History;

/// <summary>All that is known of a run: what the PBX and the consoles saw, and what the database kept.</summary>
internal sealed record Evidence
{
    /// <summary>How long something that is due may stay undone while there is a database and a host.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(4);

    public double ExclusionSeconds { get; init; }

    public double AutoAnswerSeconds { get; init; }

    public double ShortAbandonSeconds { get; init; }

    /// <summary>The end of the run, when everything had come to rest.</summary>
    public DateTime Ended { get; init; }

    public IReadOnlyList<QueueRow> Queues { get; init; } = [];

    public IReadOnlyList<CallRow> Calls { get; init; } = [];

    public IReadOnlyList<CallLine> CallHistory { get; init; } = [];

    public IReadOnlyList<AgentRow> Agents { get; init; } = [];

    public IReadOnlyList<AgentLine> AgentHistory { get; init; } = [];

    public IReadOnlyList<ReservationRow> Reservations { get; init; } = [];

    public IReadOnlyList<SignalRow> Signals { get; init; } = [];

    public IReadOnlyList<CommandRow> Commands { get; init; } = [];

    public IReadOnlyList<CallbackRow> Callbacks { get; init; } = [];

    public IReadOnlyList<AttemptRow> Attempts { get; init; } = [];

    public IReadOnlyList<WrapUpRow> WrapUps { get; init; } = [];

    public IReadOnlyList<RescueRow> Rescues { get; init; } = [];

    public IReadOnlyList<Eligible> Eligibility { get; init; } = [];

    /// <summary>How often the database found transactions waiting for each other.</summary>
    public long Deadlocks { get; init; }

    public IReadOnlyList<ToldEvent> Events { get; init; } = [];

    public IReadOnlyList<TakenCommand> Taken { get; init; } = [];

    public IReadOnlyList<PbxCallEnd> PbxCalls { get; init; } = [];

    /// <summary>What the PBX itself found impossible: an agent's telephone in two conversations.</summary>
    public IReadOnlyList<string> PbxOddities { get; init; } = [];

    public IReadOnlyList<ConsoleAct> Acts { get; init; } = [];

    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>GET /api/calls/board at the end.</summary>
    public JsonNode? Board { get; init; }

    /// <summary>Where consoles and HTTP still differed at the end.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

internal sealed record QueueRow(string Key, string Team, int Priority, int OfferSeconds, int ServiceLevelSeconds, int WrapUpSeconds, int? MaxLength);

internal sealed record CallRow(
    Guid Id, string Source, string Call, string Direction, string Caller, string State, string? Queue, int Priority,
    DateTime ArrivedAt, DateTime? AnsweredAt, DateTime? EndedAt, string? EndedBy, string? EndReason, string? Outcome,
    Guid? AgentId, Guid? StickyAgent, Guid? CallbackId, int Offers, long Version);

/// <summary>One line of a call's history with the time of its commit, where the database kept that.</summary>
internal sealed record CallLine(
    long Id, Guid CallId, DateTime At, string Kind, string State, string? Queue, Guid? AgentId, string? Leg, string Actor,
    string Cause, string? Detail, DateTime CommittedAt);

internal sealed record AgentRow(
    Guid Id, string Code, string State, string? Reason, string Presence, bool ConsoleRequired, Guid? CallId, long Version);

internal sealed record AgentLine(
    long Id, Guid AgentId, DateTime At, string State, string? Reason, string Presence, string Actor, string Cause, long Version,
    DateTime CommittedAt);

/// <summary>A reservation; <paramref name="ChangedAt"/> is the commit of its last change, so of its end.</summary>
internal sealed record ReservationRow(
    Guid Id, Guid CallId, Guid AgentId, string Queue, int Version, string State, string Leg, DateTime OfferedAt,
    DateTime? ConnectedAt, DateTime? EndedAt, string ChosenBy, DateTime ChangedAt);

internal sealed record SignalRow(
    string Source, string Id, Guid CallId, string Type, string Payload, DateTime At, DateTime ReceivedAt, string? Anomaly,
    DateTime CommittedAt);

internal sealed record CommandRow(
    Guid Id, long Place, Guid CallId, string? Leg, string Type, string State, DateTime WrittenAt, DateTime? SentAt,
    DateTime? SettledAt, bool Expired);

internal sealed record CallbackRow(
    Guid Id, string Caller, string State, int Attempts, int MissedCalls, DateTime MissedAt, DateTime LastMissedAt, Guid? CallId,
    string? Result, DateTime? SettledAt);

internal sealed record AttemptRow(Guid CallbackId, int Attempt, Guid CallId, DateTime BeganAt, DateTime? EndedAt, string? Result);

internal sealed record WrapUpRow(Guid CallId, Guid AgentId, string Code, bool BySystem);

internal sealed record RescueRow(long Id, DateTime At, Guid CallId, Guid? AgentId, double WaitedSeconds);

internal sealed record Eligible(string Queue, Guid AgentId);

/// <summary>An event the PBX told, and when a host first said that it is durable; null where none did.</summary>
internal sealed record ToldEvent(
    string Id, string Call, string What, string? Leg, DateTime At, DateTime? AcknowledgedAt, int Status, int Attempts,
    string Mood);

/// <summary>A command that reached the PBX, when it first did and how often.</summary>
internal sealed record TakenCommand(Guid Id, string Call, string Type, long Place, DateTime At, int Times);

/// <summary>A call as the PBX remembers it: null times where it still lives there.</summary>
internal sealed record PbxCallEnd(
    string Call, bool IsCallback, DateTime BeganAt, DateTime? CitizenLeftAt, string? CitizenLeftBy, DateTime? EndedAt, bool WasBridged,
    IReadOnlyList<string> LiveLegs);

/// <summary>What somebody asked of a host at a console, and the answer; status 0 where none came.</summary>
internal sealed record ConsoleAct(
    string Who, Guid? Agent, long Session, string What, string Subject, int? Version, DateTime Invoked, DateTime Completed,
    int Status, string? Code);

internal sealed record Outage(string What, DateTime From, DateTime To);

/// <summary>Something that must not have happened.</summary>
internal sealed record Violation(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}
