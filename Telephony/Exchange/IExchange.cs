using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// One PBX as this system sees it. An adapter translates between the PBX's language and the vocabulary of signals and commands
/// and does nothing else; leases, order, retries and the database are the link's (<see cref="ExchangeLink"/>).
/// </summary>
internal interface IExchange
{
    /// <summary>The name of the source in every stamp, command and lease.</summary>
    string Source { get; }

    /// <summary>
    /// Connects and learns what is alive on the PBX; throws <see cref="ExchangeUnavailableException"/> where it cannot.
    /// </summary>
    /// <param name="listener">Who is told what the PBX says, from <see cref="IExchangeSession.ListenAsync"/> on.</param>
    /// <param name="epoch">Goes into each stamp.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<IExchangeSession> ConnectAsync(IExchangeListener listener, string epoch, CancellationToken cancellationToken);
}

/// <summary>One connection to a PBX.</summary>
internal interface IExchangeSession : IAsyncDisposable
{
    /// <summary>
    /// Tells the listener everything the PBX says, beginning with the state it was found in; ends when the connection does,
    /// by an exception or without one.
    /// </summary>
    Task ListenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Has the PBX do something. A repeat does no harm. Answers null when the PBX took it, else why not: a reason of
    /// <see cref="CommandFailed"/>. Throws <see cref="ExchangeUnavailableException"/> where the PBX could not be reached.
    /// </summary>
    Task<string?> SendAsync(CallCommand command, CancellationToken cancellationToken);

    /// <summary>What is alive on the PBX now.</summary>
    Task<ExchangeSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Throws <see cref="ExchangeUnavailableException"/> when the PBX does not answer, and a mute one
    /// when what it should have said since the last time did not come.
    /// </summary>
    Task PingAsync(CancellationToken cancellationToken);
}

/// <summary>Takes in what a PBX says, in order. Waits when more comes than can be worked off.</summary>
internal interface IExchangeListener
{
    /// <summary>A signal whose every field the adapter knows.</summary>
    ValueTask HearAsync(CallSignal signal, CancellationToken cancellationToken);

    /// <summary>A citizen's call, whose route is still to be decided.</summary>
    ValueTask HearAsync(Arrival arrival, CancellationToken cancellationToken);
}

/// <summary>The PBX cannot be reached, or does not answer in time. Nothing is known of what was asked of it.</summary>
internal sealed class ExchangeUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The PBX answers, but says nothing any more: the connection is of no use and must be made anew at once.</summary>
    internal bool IsMute { get; init; }
}
