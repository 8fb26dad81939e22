using System.Threading.Channels;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Simulator;

/// <summary>One connection to the simulated switch.</summary>
internal sealed class SimulatedSession(SimulatedSwitch exchange, IExchangeListener listener, string epoch) : IExchangeSession
{
    // As much as a socket and its buffers hold; then the connection breaks, as a real one does.
    private readonly Channel<(CallSignal? Signal, Arrival? Arrival)> saying =
        Channel.CreateBounded<(CallSignal?, Arrival?)>(10_000);

    internal string Epoch => epoch;

    /// <inheritdoc/>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        await foreach (var (signal, arrival) in saying.Reader.ReadAllAsync(cancellationToken))
        {
            await (signal is not null
                ? listener.HearAsync(signal, cancellationToken)
                : listener.HearAsync(arrival!, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public Task<string?> SendAsync(CallCommand command, CancellationToken cancellationToken) =>
        Task.FromResult(exchange.Obey(command));

    /// <inheritdoc/>
    public Task<ExchangeSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken) =>
        Task.FromResult(exchange.TakeSnapshot());

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        exchange.Detach(this);
        End();
        return ValueTask.CompletedTask;
    }

    internal void Say(CallSignal signal) => Put((signal, null));

    internal void Say(Arrival arrival) => Put((null, arrival));

    internal void End() => saying.Writer.TryComplete();

    private void Put((CallSignal?, Arrival?) one)
    {
        if (!saying.Writer.TryWrite(one))
        {
            End();
        }
    }
}
