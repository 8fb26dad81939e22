namespace ContactCenter.Contracts.Calls;

/// <summary>Takes in what telephone systems say; the Calls module implements it.</summary>
public interface ICallSignals
{
    /// <summary>
    /// Journals the signal, moves the call and writes what must follow, in one transaction; when the task ends it is durable.
    /// A repeat (same source and id) changes nothing. Signals of one call must be applied one after another, in order; calls
    /// are independent of each other. Throws only where the database cannot be reached or the caller cancelled.
    /// </summary>
    Task<SignalOutcome> ApplyAsync(CallSignal signal, CancellationToken cancellationToken);

    /// <summary>
    /// Compares what a PBX says is alive with what this system believes: calls and legs gone from two snapshots in a row are
    /// ended as <c>reconciled</c>. Send one every 30 s, after every (re)connection and after every gap.
    /// </summary>
    Task ReconcileAsync(ExchangeSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Says whether a PBX can be reached. While it cannot, nothing is offered through it and boards show it as suspect.</summary>
    Task SetSourceStateAsync(string source, SourceState state, CancellationToken cancellationToken);
}

/// <summary>What became of a signal.</summary>
public enum SignalOutcome
{
    /// <summary>It changed the call, or was noted on it.</summary>
    Applied,

    /// <summary>It was there already.</summary>
    Duplicate,

    /// <summary>It spoke of a call that is unknown or over; it is journalled as an anomaly and changed nothing.</summary>
    Anomaly,
}

/// <summary>Whether a PBX can be reached.</summary>
public enum SourceState
{
    /// <summary>It speaks and listens.</summary>
    Up,

    /// <summary>It has been silent for three heartbeats, or its connection is lost.</summary>
    Suspect,
}

/// <summary>Everything alive on one PBX at one moment.</summary>
/// <param name="Source">The PBX.</param>
/// <param name="At">When the list was made; signals stamped later are not contradicted by it.</param>
/// <param name="Calls">Every live call that is under this system's control.</param>
public sealed record ExchangeSnapshot(string Source, DateTimeOffset At, IReadOnlyList<LiveCall> Calls);

/// <summary>A call alive on a PBX.</summary>
public sealed record LiveCall(string Call, IReadOnlyList<string> Legs);
