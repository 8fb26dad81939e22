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
        "ChannelVarset", "ChannelDialplan", "ChannelConnectedLine", "ChannelCallerId", "ChannelCreated", "ChannelUserevent",
        "BridgeCreated", "BridgeDestroyed", "PlaybackStarted", "PlaybackContinuing", "RecordingStarted", "RecordingFinished",
    ];

    private readonly AriClient client = new(options, clock);

    /// <inheritdoc/>
    public string Source => options.Source;

    /// <inheritdoc/>
    public async Task<IExchangeSession> ConnectAsync(
        IExchangeListener listener, string epoch, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            await OpenAsync(socket, cancellationToken);
            var session = new AriSession(options, prompts, client, socket, listener, epoch, clock, logger);
            await session.LearnAsync(Unwanted, cancellationToken);
            return session;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            socket.Dispose();
            throw new ExchangeUnavailableException($"{options.Source}'s events cannot be had: {exception.Message}", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task OpenAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        // Asterisk never pings; a cable that was pulled would look like a quiet hour.
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Authorization", client.Authorization.ToString());
        var address = new UriBuilder(options.Url)
        {
            Scheme = options.Url.Scheme is "https" ? "wss" : "ws",
            Path = "/ari/events",
            Query = $"app={options.App}&subscribeAll=false",
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            await socket.ConnectAsync(address.Uri, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ExchangeUnavailableException($"{options.Source} does not answer.");
        }
    }
}
