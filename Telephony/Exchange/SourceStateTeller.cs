using System.Threading.Channels;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// Tells the Calls module whether a PBX can be reached: the newest state, as soon as the database takes it, without keeping
/// the link waiting.
/// </summary>
internal sealed partial class SourceStateTeller : IAsyncDisposable
{
    private readonly Channel<SourceState> newest = Channel.CreateBounded<SourceState>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource stop = new();
    private readonly string source;
    private readonly ICallSignals signals;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task telling;
    private SourceState? wanted;

    internal SourceStateTeller(string source, ICallSignals signals, TimeProvider clock, ILogger logger)
    {
        (this.source, this.signals, this.clock, this.logger) = (source, signals, clock, logger);
        telling = RunAsync();
    }

    /// <summary>Notes the state; only a change is told.</summary>
    internal void Tell(SourceState state)
    {
        if (wanted != state)
        {
            wanted = state;
            newest.Writer.TryWrite(state);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await telling;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var state in newest.Reader.ReadAllAsync(stop.Token))
            {
                await TellAsync(state);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next owner tells the state it finds.
        }
    }

    private async Task TellAsync(SourceState state)
    {
        // A newer state makes this one pointless.
        while (!newest.Reader.TryPeek(out _))
        {
            try
            {
                await signals.SetSourceStateAsync(source, state, stop.Token);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotTold(source, state, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stop.Token);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "It could not be told that {Source} is {State}")]
    private partial void NotTold(string source, SourceState state, Exception exception);
}
