namespace ContactCenter.Telephony.Exchange;

/// <summary>Every size, wait and count of the links to PBXs, with its reason.</summary>
internal static class ExchangeLimits
{
    /// <summary>How long a lease lives without being renewed: with the look of the others each second, 10 s is kept.</summary>
    internal static readonly TimeSpan LeaseSpan = TimeSpan.FromSeconds(6);

    /// <summary>A third of <see cref="LeaseSpan"/>: one renewal may fail.</summary>
    internal static readonly TimeSpan LeaseRenewal = TimeSpan.FromSeconds(2);

    /// <summary>How often a host without the lease looks whether it is free.</summary>
    internal static readonly TimeSpan LeaseLook = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An owner acts at most so long after its last renewal: one second less than the others wait, which is more than a
    /// command under way may take.
    /// </summary>
    internal static readonly TimeSpan LeaseTrust = TimeSpan.FromSeconds(5);

    /// <summary>Three missed heartbeats are 6 s: a dead PBX is known before callers begin to hang up.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    /// <summary>A new connection is tried sooner and more often: that is when it may turn out to be mute.</summary>
    internal static readonly TimeSpan FirstHeartbeats = TimeSpan.FromMilliseconds(250);

    /// <summary>How many of those there are.</summary>
    internal const int FirstHeartbeatCount = 4;

    /// <summary>Missed heartbeats after which a PBX counts as gone.</summary>
    internal const int MissedHeartbeats = 3;

    /// <summary>How often the whole list of live calls is compared.</summary>
    internal static readonly TimeSpan Reconciliation = TimeSpan.FromSeconds(30);

    /// <summary>After a connection the second look comes so soon, so that what ended in a gap is known to have ended.</summary>
    internal static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    /// <summary>How often unsent commands are looked for although no bell rang.</summary>
    internal static readonly TimeSpan CommandLook = TimeSpan.FromSeconds(1);

    /// <summary>Commands taken from the database in one look; more follow in the next one.</summary>
    internal const int CommandsPerLook = 500;

    /// <summary>Commands under way at once to one PBX; more would only wait in its own queue.</summary>
    internal const int CommandsAtOnce = 32;

    /// <summary>
    /// How long sent commands gather until they are marked together: by then word of most of them has come and nothing is left
    /// to mark. A host that takes over sends those again, which changes nothing.
    /// </summary>
    internal static readonly TimeSpan MarkingPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a sent command is remembered after the database knows it: longer than a read of unsent ones takes.</summary>
    internal static readonly TimeSpan SentMemory = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Signals applied at once; each takes a database connection while it is. At 75 calls/s with seven signals each, a lane
    /// keeps up as long as a commit takes less than 60 ms.
    /// </summary>
    internal const int Lanes = 32;

    /// <summary>Signals that may wait in one lane: 15 s of 75 calls/s in all; then the socket is not read.</summary>
    internal const int LaneCapacity = 256;

    /// <summary>How often a signal that cannot be applied for another reason than the database's absence is tried.</summary>
    internal const int AttemptsWithoutProgress = 8;

    /// <summary>How long a stopping host takes to work off what it heard.</summary>
    internal static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
}
