namespace ContactCenter.Calls.Live;

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
