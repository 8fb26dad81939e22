using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Agents;

/// <summary>
/// An agent's state machine (field.md's table, after Cisco's): what was chosen, what calls made of it, and whether the console
/// is there are separate; this class folds them and refuses what may not be. Pure: the caller saves it.
/// </summary>
internal sealed class Agent
{
    private Agent? asRead;

    public AgentId Id { get; init; }

    public string Code { get; init; } = "";

    public string Name { get; set; } = "";

    public string Team { get; set; } = "";

    public AgentState State { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset StateSince { get; set; }

    public DateTimeOffset? ReadySince { get; set; }

    public AgentState? PendingState { get; set; }

    public string? PendingReason { get; set; }

    public string Phone { get; set; } = "";

    public PhoneMode PhoneMode { get; set; }

    public bool ConsoleRequired { get; set; }

    public Presence Presence { get; set; }

    public DateTimeOffset? PresenceUntil { get; set; }

    public long Session { get; set; }

    public int Misses { get; set; }

    public CallId? CallId { get; set; }

    public string? Queue { get; set; }

    public WrapUpMode? WrapUpMode { get; set; }

    public DateTimeOffset? WrapUpUntil { get; set; }

    public int WrapUpExtensions { get; set; }

    public string? WrapUpCode { get; set; }

    public string? ForcedBy { get; set; }

    public string? ForcedWhy { get; set; }

    public DateTimeOffset? ForcedAt { get; set; }

    public string? Notice { get; set; }

    public long Version { get; set; }

    /// <summary>The queues this agent may serve.</summary>
    public string[] Queues { get; init; } = [];

    /// <summary>Whether a call is at this agent now.</summary>
    internal bool IsBusy => State is AgentState.Reserved or AgentState.Talking or AgentState.Held or AgentState.WrapUp;

    /// <summary>Whether there is anything to write; what was never remembered is new.</summary>
    internal bool IsChanged => asRead is null || Written != asRead.Written;

    private (AgentState, string?, DateTimeOffset, DateTimeOffset?, AgentState?, string?, string, PhoneMode, Presence, DateTimeOffset?,
        long, int, CallId?, string?, WrapUpMode?, DateTimeOffset?, int, string?, string?, string?, DateTimeOffset?, string?) Written =>
        (State, Reason, StateSince, ReadySince, PendingState, PendingReason, Phone, PhoneMode, Presence, PresenceUntil, Session,
            Misses, CallId, Queue, WrapUpMode, WrapUpUntil, WrapUpExtensions, WrapUpCode, ForcedBy, ForcedWhy, ForcedAt, Notice);

    /// <summary>Remembers it as it is in the database now.</summary>
    internal void Remember() => asRead = (Agent)MemberwiseClone();

    /// <summary>Signs in at a telephone. A second sign-in takes over the console and changes nothing else.</summary>
    internal void LogIn(long session, string phone, PhoneMode mode, DateTimeOffset now)
    {
        Session = session;
        if (State is not AgentState.LoggedOut)
        {
            return;
        }

        Phone = phone;
        PhoneMode = mode;
        Misses = 0;
        Notice = null;
        Become(AgentState.NotReady, "signed-in", now);
    }

    /// <summary>Why this state may not be chosen now, or null where it may (perhaps as the pending next state).</summary>
    internal Refusal? WhyNotChoose(AgentState wish) => (State, wish) switch
    {
        (AgentState.LoggedOut, _) => Illegal("请先签入再切换状态。", "logIn"),
        (AgentState.Ready, AgentState.LoggedOut) => Illegal("请先置忙再签出,以免来电正被分配。", "notReady"),
        (_, AgentState.Ready or AgentState.NotReady or AgentState.LoggedOut) => null,
        _ => Illegal("只能选择示闲、示忙或签出。", "ready", "notReady", "loggedOut"),
    };

    /// <summary>Takes the wish now where the agent is free, else keeps it until the call and its wrap-up are over.</summary>
    internal void Choose(AgentState wish, string? reason, DateTimeOffset now)
    {
        Notice = null;
        if (IsBusy)
        {
            (PendingState, PendingReason) = (wish, reason);
        }
        else if (wish != State || wish is AgentState.NotReady)
        {
            Become(wish, reason, now);
        }
    }

    /// <summary>An offer of a call; the idle time is kept in case the caller gives up first.</summary>
    internal void Reserve(CallId call, string queue, DateTimeOffset now)
    {
        (CallId, Queue) = (call, queue);
        Enter(AgentState.Reserved, null, now);
    }

    /// <summary>The offer was withdrawn through no fault of the agent, who keeps the place in the idle order.</summary>
    internal void Release(DateTimeOffset now)
    {
        var idleSince = ReadySince;
        Settle(now);
        if (State is AgentState.Ready)
        {
            ReadySince = idleSince;
        }
    }

    /// <summary>The agent did not take the offer (RONA). After <paramref name="most"/> in a row the agent is set not ready and told so.</summary>
    internal void Miss(int most, DateTimeOffset now)
    {
        Misses++;
        if (Misses >= most)
        {
            (PendingState, PendingReason) = (AgentState.NotReady, "missed-offers");
            Notice = "missed-offers";
        }

        Settle(now);
    }

    /// <summary>The agent's telephone cannot be reached: nothing more is offered until someone looks at it.</summary>
    internal void LosePhone(DateTimeOffset now)
    {
        (PendingState, PendingReason) = (AgentState.NotReady, "device-lost");
        Notice = "device-lost";
        Settle(now);
    }

    /// <summary>The agent speaks with the citizen.</summary>
    internal void Connect(DateTimeOffset now)
    {
        Misses = 0;
        ReadySince = null;
        Enter(AgentState.Talking, null, now);
    }

    /// <summary>The citizen is put on hold, or taken back.</summary>
    internal void Hold(bool held, DateTimeOffset now) => Enter(held ? AgentState.Held : AgentState.Talking, null, now);

    /// <summary>The conversation is over: wrap-up (整理) by the queue's mode, or straight on.</summary>
    internal void Finish(WrapUpMode mode, TimeSpan most, DateTimeOffset now)
    {
        if (mode is Live.WrapUpMode.None)
        {
            Settle(now);
            return;
        }

        WrapUpMode = mode;
        WrapUpUntil = mode is Live.WrapUpMode.Mandatory ? null : now + most;
        WrapUpExtensions = 0;
        WrapUpCode = null;
        Enter(AgentState.WrapUp, null, now);
    }

    /// <summary>Why wrap-up may not end now, or null where it may.</summary>
    internal Refusal? WhyNotEndWrapUp(string? code) => (State, WrapUpMode) switch
    {
        (not AgentState.WrapUp, _) => new Refusal("not-in-wrap-up", "当前不在整理状态。"),
        (_, Live.WrapUpMode.Mandatory) when (code ?? WrapUpCode) is null =>
            new Refusal("wrap-up-code-required", "本队列要求先选择通话小结再结束整理。"),
        (_, Live.WrapUpMode.Fixed) => new Refusal("wrap-up-fixed", "本队列的整理时间固定,到时自动结束。"),
        _ => null,
    };

    /// <summary>Wrap-up is over.</summary>
    internal void EndWrapUp(DateTimeOffset now) => Settle(now);

    /// <summary>A shift leader decides (强制): at once where the agent is free, else after the call, which is never cut.</summary>
    internal void Force(AgentState wish, string reason, string by, string why, DateTimeOffset now)
    {
        (ForcedBy, ForcedWhy, ForcedAt) = (by, why, now);
        Notice = "forced";
        if (State is AgentState.Talking or AgentState.Held or AgentState.Reserved)
        {
            (PendingState, PendingReason) = (wish, reason);
            return;
        }

        if (State is AgentState.WrapUp)
        {
            (PendingState, PendingReason) = (wish, reason);
            Settle(now);
            return;
        }

        Become(wish, reason, now);
    }

    /// <summary>The console has been away longer than the grace: no more offers; a conversation goes on.</summary>
    internal void LoseConsole(DateTimeOffset now)
    {
        Presence = Presence.Offline;
        PresenceUntil = null;
        if (State is AgentState.LoggedOut or AgentState.NotReady)
        {
            return;
        }

        Notice = "connection-lost";
        if (IsBusy)
        {
            (PendingState, PendingReason) = (AgentState.NotReady, "connection-lost");
        }
        else
        {
            Become(AgentState.NotReady, "connection-lost", now);
        }
    }

    /// <summary>Free again: the pending wish, or ready.</summary>
    private void Settle(DateTimeOffset now)
    {
        var (state, reason) = (PendingState ?? AgentState.Ready, PendingReason);
        (CallId, Queue) = (null, null);
        (WrapUpMode, WrapUpUntil, WrapUpExtensions, WrapUpCode) = (null, null, 0, null);
        Become(state, reason, now);
    }

    private void Become(AgentState state, string? reason, DateTimeOffset now)
    {
        (PendingState, PendingReason) = (null, null);
        ReadySince = state is AgentState.Ready ? now : null;
        Enter(state, reason, now);
    }

    private void Enter(AgentState state, string? reason, DateTimeOffset now)
    {
        State = state;
        Reason = reason;
        StateSince = now;
    }

    private Refusal Illegal(string sentence, params string[] legal) =>
        new("illegal-agent-state", sentence, new Dictionary<string, object?> { ["state"] = State, ["legal"] = legal });
}
