using System.Text.Json;
using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;

namespace ContactCenter.Calls.Signals;

/// <summary>A call as the database has it. Only <see cref="CallRules"/> changes it, and a turn saves it.</summary>
internal sealed class Call
{
    private Call? asRead;

    public CallId Id { get; init; }

    public string Source { get; init; } = "";

    public string PbxCall { get; init; } = "";

    public CallDirection Direction { get; init; }

    public string? Line { get; set; }

    public string LineName { get; set; } = "";

    public string Dialled { get; init; } = "";

    /// <summary>The citizen's number, sealed; a short code as it is, empty where withheld.</summary>
    public string Caller { get; init; } = "";

    /// <summary>By which calls of the same number are found; empty where it is withheld or nobody's.</summary>
    public string CallerPrint { get; init; } = "";

    /// <summary>The number as everybody may see it.</summary>
    public string CallerShown { get; init; } = "";

    public string RouteJson { get; set; } = "";

    public int Step { get; set; }

    public CallState State { get; set; }

    public string? Queue { get; set; }

    public int Priority { get; set; }

    public DateTimeOffset ArrivedAt { get; init; }

    public DateTimeOffset? QueuedAt { get; set; }

    public DateTimeOffset? StepDeadline { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    public string? EndReason { get; set; }

    public CallOutcome? Outcome { get; set; }

    public string CitizenLeg { get; set; } = "";

    public AgentId? AgentId { get; set; }

    public AgentId? StickyAgent { get; set; }

    public Guid? CallbackId { get; set; }

    public int Offers { get; set; }

    public bool Gap { get; set; }

    public long Version { get; set; }

    /// <summary>How many PBX snapshots in a row did not know it.</summary>
    public int Missing { get; init; }

    /// <summary>The agent's name; read for lists only.</summary>
    public string? AgentName { get; init; }

    internal CallRoute Route
    {
        get => JsonSerializer.Deserialize<CallRoute>(RouteJson, Json.Options)!;
        set => RouteJson = JsonSerializer.Serialize(value, Json.Options);
    }

    internal bool IsLive => State is not CallState.Ended;

    /// <summary>Whether there is anything to write; what was never remembered is new.</summary>
    internal bool IsChanged => asRead is null || Missing > 0 || Written != asRead.Written;

    private (int, CallState, string?, int, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, string?, string?,
        CallOutcome?, AgentId?, AgentId?, int, bool, string) Written =>
        (Step, State, Queue, Priority, QueuedAt, StepDeadline, AnsweredAt, EndedAt, EndedBy, EndReason, Outcome, AgentId, StickyAgent,
            Offers, Gap, RouteJson);

    /// <summary>Remembers it as it is in the database now.</summary>
    internal void Remember() => asRead = (Call)MemberwiseClone();

    /// <summary>A citizen is on the line: one who called, or one who was called back and has answered.</summary>
    internal bool HasCitizen => Direction is CallDirection.Inbound || AnsweredAt is not null;

    internal bool IsWaiting => State is CallState.Queued or CallState.Offered;
}

/// <summary>One party's connection to a call.</summary>
internal sealed class Leg
{
    private Leg? asRead;

    public string Id { get; init; } = "";

    public LegRole Role { get; init; }

    public AgentId? AgentId { get; init; }

    public ReservationId? ReservationId { get; init; }

    public string Address { get; init; } = "";

    public LegState State { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }

    public int? Cause { get; set; }

    /// <summary>How many PBX snapshots in a row did not know it.</summary>
    public int Missing { get; init; }

    internal bool IsLive => State is not LegState.Ended;

    /// <summary>As <see cref="Call.IsChanged"/>.</summary>
    internal bool IsChanged => asRead is null || Missing > 0 || Written != asRead.Written;

    private (LegState, DateTimeOffset?, DateTimeOffset?, string?, int?) Written => (State, AnsweredAt, EndedAt, EndReason, Cause);

    /// <summary>Remembers it as it is in the database now.</summary>
    internal void Remember() => asRead = (Leg)MemberwiseClone();
}

internal enum LegRole
{
    Citizen,
    Agent,
    Trunk,
}

internal enum LegState
{
    Ringing,
    Answering,
    Answered,
    Ended,
}

/// <summary>One offer of one call to one agent: offered → accepted → connected → completed, or one of the side exits.</summary>
internal sealed class Reservation
{
    private Reservation? asRead;

    public ReservationId Id { get; init; }

    public AgentId AgentId { get; init; }

    public string Queue { get; init; } = "";

    public int Version { get; set; }

    public ReservationState State { get; set; }

    public string Leg { get; init; } = "";

    public DateTimeOffset OfferedAt { get; init; }

    public DateTimeOffset? Deadline { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset IdleSince { get; init; }

    internal bool IsOpen => State is ReservationState.Offered or ReservationState.Accepted or ReservationState.Connected;

    internal bool IsUnanswered => State is ReservationState.Offered or ReservationState.Accepted;

    /// <summary>As <see cref="Call.IsChanged"/>.</summary>
    internal bool IsChanged => asRead is null || Written != asRead.Written;

    private (int, ReservationState, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?) Written =>
        (Version, State, Deadline, ConnectedAt, EndedAt);

    /// <summary>Remembers it as it is in the database now.</summary>
    internal void Remember() => asRead = (Reservation)MemberwiseClone();
}

internal enum ReservationState
{
    Offered,
    Accepted,
    Connected,
    Completed,
    Rejected,
    Timeout,
    Rescinded,
    Failed,
}
