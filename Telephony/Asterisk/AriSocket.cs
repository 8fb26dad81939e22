using System.Buffers;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>The WebSocket on which one Asterisk tells its events.</summary>
internal sealed class AriSocket(AsteriskOptions options, AuthenticationHeaderValue authorization) : IAsyncDisposable
{
    // An event is 0.5–2 kB. What is bigger than this is not one.
    private const int LargestMessage = 1 << 20;

    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromMilliseconds(500);

    private readonly ClientWebSocket socket = new();

    /// <summary>Somebody waits for the next message: nothing that has come is unread.</summary>
    internal bool IsReading { get; private set; }

    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        // Asterisk never pings; a cable that was pulled would look like a quiet hour.
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Authorization", authorization.ToString());
        var address = new UriBuilder(options.Url)
        {
            Scheme = options.Url.Scheme is "https" ? "wss" : "ws",
            Path = "/ari/events",
            Query = $"app={options.App}&subscribeAll=false",
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OpeningLimit);
        try
        {
            await socket.ConnectAsync(address.Uri, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ExchangeUnavailableException($"{options.Source} does not answer.");
        }
    }

    /// <summary>Reads the next message into an empty buffer. False when Asterisk closed the socket.</summary>
    internal async Task<bool> ReadAsync(ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        while (buffer.WrittenCount < LargestMessage)
        {
            IsReading = true;
            var read = await ReceiveAsync(buffer.GetMemory(4096), cancellationToken);
            IsReading = false;
            if (read.MessageType is WebSocketMessageType.Close)
            {
                return false;
            }

            buffer.Advance(read.Count);
            if (read.EndOfMessage)
            {
                return true;
            }
        }

        throw new ExchangeUnavailableException($"{options.Source} sent a message that does not end.");
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(into, cancellationToken);
        }
        catch (WebSocketException exception)
        {
            throw new ExchangeUnavailableException($"{options.Source}'s socket broke: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Says that no more is wanted, so that the reader comes to an end. A reader that is cancelled instead breaks the connection,
    /// and Asterisk may then tidy away our next one with it.
    /// </summary>
    internal async Task SayGoodbyeAsync()
    {
        using var limit = new CancellationTokenSource(ClosingLimit);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await Task.Delay(ClosingLimit, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // It was gone already.
        }

        socket.Abort();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (socket.State is WebSocketState.Open)
        {
            await SayGoodbyeAsync();
        }

        socket.Dispose();
    }
}
