namespace ContactCenter.Dispatch.Clocks;

/// <summary>How it is with a clock.</summary>
internal enum ClockState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It stands still.</summary>
    Paused,

    /// <summary>按时: stopped before its deadline.</summary>
    Met,

    /// <summary>超期: stopped at its deadline or later.</summary>
    Missed,

    /// <summary>It measures nothing any more.</summary>
    Cancelled,
}
