namespace ContactCenter.Calls.Live;

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
