namespace ContactCenter.Calls.Agents;

/// <summary>What an agent is doing.</summary>
public enum AgentState
{
    /// <summary>签出.</summary>
    LoggedOut,

    /// <summary>示忙.</summary>
    NotReady,

    /// <summary>示闲.</summary>
    Ready,

    /// <summary>A call is being offered.</summary>
    Reserved,

    /// <summary>通话.</summary>
    Talking,

    /// <summary>The citizen waits on hold.</summary>
    Held,

    /// <summary>整理.</summary>
    WrapUp,
}

/// <summary>How an agent's telephone takes an offer.</summary>
public enum PhoneMode
{
    /// <summary>It rings at once and lifting it accepts.</summary>
    Rings,

    /// <summary>The console asks; accepting there makes the telephone pick up by itself.</summary>
    AutoAnswer,
}

/// <summary>Whether an agent's console is there.</summary>
public enum Presence
{
    /// <summary>It was heard within its lease.</summary>
    Online,

    /// <summary>It fell silent: no new offers, everything else as it was.</summary>
    Grace,

    /// <summary>There is none.</summary>
    Offline,
}

/// <summary>How wrap-up ends (after Genesys's four modes).</summary>
public enum WrapUpMode
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The agent may end it; it ends by itself after its time.</summary>
    Optional,

    /// <summary>It ends only with a code.</summary>
    Mandatory,

    /// <summary>A code is wanted; after its time it ends with the default code.</summary>
    Timed,

    /// <summary>It lasts exactly its time.</summary>
    Fixed,
}
