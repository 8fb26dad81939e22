using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;

namespace ContactCenter.Calls.Signals;

/// <summary>A call as the database has it. Only <see cref="CallRules"/> changes it, and a turn saves it.</summary>
internal class Call
{
    public CallId Id { get; init; }

    public string Source { get; init; } = "";

    public string PbxCall { get; init; } = "";

    public CallDirection Direction { get; init; }

    public string? Line { get; set; }

    public string LineName { get; set; } = "";

    public string Dialled { get; init; } = "";

    public string Caller { get; init; } = "";

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

    internal CallRoute Route
    {
        get => JsonSerializer.Deserialize<CallRoute>(RouteJson, Json.Options)!;
        set => RouteJson = JsonSerializer.Serialize(value, Json.Options);
    }

    internal bool IsLive => State is not CallState.Ended;

    internal bool IsWaiting => State is CallState.Queued or CallState.Offered;
}

/// <summary>Which way a call came about.</summary>
public enum CallDirection
{
    /// <summary>A citizen called.</summary>
    Inbound,

    /// <summary>A missed caller is called back (漏接回拨).</summary>
    Callback,
}

/// <summary>Where a call is in its life.</summary>
public enum CallState
{
    /// <summary>A notice is being played.</summary>
    Notice,

    /// <summary>Somebody else's telephones are ringing.</summary>
    Forwarding,

    /// <summary>Somebody else has it.</summary>
    Forwarded,

    /// <summary>It waits.</summary>
    Queued,

    /// <summary>It is being offered to an agent.</summary>
    Offered,

    /// <summary>The citizen speaks with an agent.</summary>
    Connected,

    /// <summary>The citizen is on hold.</summary>
    Held,

    /// <summary>It is over; nothing brings it back.</summary>
    Ended,
}

/// <summary>What became of a call, once, for ever.</summary>
public enum CallOutcome
{
    /// <summary>An agent spoke with the citizen.</summary>
    Answered,

    /// <summary>The citizen gave up waiting.</summary>
    Abandoned,

    /// <summary>A sub-centre or department took it.</summary>
    Forwarded,

    /// <summary>No queue could take it.</summary>
    Overflowed,

    /// <summary>It heard a notice and ended.</summary>
    Notice,

    /// <summary>The PBX or the trunk failed.</summary>
    Failed,
}

/// <summary>One party's connection to a call.</summary>
internal sealed class Leg
{
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

    internal bool IsLive => State is not LegState.Ended;
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
