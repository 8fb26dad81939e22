using System.Net.WebSockets;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>An Asterisk, spoken with over its REST interface (ARI): a WebSocket of events, HTTP requests for commands.</summary>
internal sealed class AriExchange(
    AsteriskOptions options, PromptOptions prompts, TimeProvider clock, ILogger logger) : IExchange, IDisposable
{
    // Half of what Asterisk says, and nothing of it is for us. An application without channels forgets this, so it is said
    // after each connection.
    private static readonly string[] Unwanted =
    [
        "ChannelVarset", "ChannelDialplan", "ChannelConnectedLine", "ChannelCallerId", "ChannelCreated",
        "BridgeCreated", "BridgeDestroyed", "PlaybackStarted", "PlaybackContinuing", "RecordingStarted", "RecordingFinished",
    ];

    private readonly AriClient client = new(options, clock);

    /// <inheritdoc/>
    public string Source => options.Source;

    /// <inheritdoc/>
    public async Task<IExchangeSession> ConnectAsync(
        IExchangeListener listener, string epoch, CancellationToken cancellationToken)
    {
        var socket = new AriSocket(options, client.Authorization);
        var session = new AriSession(options, prompts, client, socket, listener, epoch, clock, logger);
        try
        {
            await socket.OpenAsync(cancellationToken);
            await session.LearnAsync(Unwanted, cancellationToken);
            return session;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            await session.DisposeAsync();
            throw new ExchangeUnavailableException($"{options.Source}'s events cannot be had: {exception.Message}", exception);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
