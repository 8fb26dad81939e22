using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>One connection to an Asterisk: reads its events, sends it commands, lists what is alive.</summary>
internal sealed partial class AriSession : IExchangeSession
{
    // An event is 0.5–2 kB. What is bigger than this is not one.
    private const int LargestMessage = 1 << 20;

    private readonly AriCalls calls = new();
    private readonly AriHeard found = new();
    private readonly AsteriskOptions options;
    private readonly AriClient client;
    private readonly ClientWebSocket socket;
    private readonly IExchangeListener listener;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly AriTranslator translator;
    private readonly AriCensus census;
    private readonly AriCommands commands;

    internal AriSession(
        AsteriskOptions options, PromptOptions prompts, AriClient client, ClientWebSocket socket, IExchangeListener listener,
        string epoch, TimeProvider clock, ILogger logger)
    {
        (this.options, this.client, this.socket, this.listener) = (options, client, socket, listener);
        (this.clock, this.logger) = (clock, logger);
        translator = new AriTranslator(options.Source, options.App, epoch, calls, clock);
        census = new AriCensus(options.Source, options.App, calls, translator, clock);
        commands = new AriCommands(client, options.App, calls, translator, prompts, clock, TellAsync);
    }

    /// <summary>
    /// Finds out what is alive. Events wait in the socket meanwhile, so nothing falls between the lists and the first event.
    /// </summary>
    internal async Task LearnAsync(IEnumerable<string> unwanted, CancellationToken cancellationToken)
    {
        await client.SendAsync(
            new AriRequest(HttpMethod.Put, $"applications/{options.App}/eventFilter", AriRequest.Json(body =>
            {
                body.WriteStartArray("disallowed");
                foreach (var type in unwanted)
                {
                    body.WriteStartObject();
                    body.WriteString("type", type);
                    body.WriteEndObject();
                }

                body.WriteEndArray();
            })),
            cancellationToken);
        await client.SendAsync(AriRequest.MakeBridge(AriNames.WaitingRoom(options.App), "holding"), cancellationToken);
        await PingAsync(cancellationToken);
        using var channels = await client.GetAsync("channels", cancellationToken);
        using var bridges = await client.GetAsync("bridges", cancellationToken);
        lock (calls.Gate)
        {
            census.Adopt(channels.RootElement, bridges.RootElement, found);
        }
    }

    /// <inheritdoc/>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        await TellAsync(found, cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var heard = new AriHeard();
        while (await ReadAsync(buffer, cancellationToken))
        {
            if (!Translate(buffer.WrittenMemory, heard))
            {
                throw new ExchangeUnavailableException($"Another program has connected to {options.Source} as {options.App}.");
            }

            await TellAsync(heard, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> SendAsync(CallCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await commands.SendAsync(command, cancellationToken);
        }
        catch (ExchangeUnavailableException exception) when (exception.InnerException is Polly.Timeout.TimeoutRejectedException)
        {
            // It answers everything but this.
            await PingAsync(cancellationToken);
            return "timeout";
        }
    }

    /// <inheritdoc/>
    public async Task<ExchangeSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.GetUtcNow();
        using var channels = await client.GetAsync("channels", cancellationToken);
        var heard = new AriHeard();
        ExchangeSnapshot snapshot;
        lock (calls.Gate)
        {
            snapshot = census.Compare(channels.RootElement, askedAt, heard);

            // Whoever waits must not wait in silence; where there is music already this changes nothing.
            if (calls.All.Any(call => call.Legs.Exists(leg => leg.Bridge == AriNames.WaitingRoom(options.App))))
            {
                heard.Chores.Add(AriRequest.PlayMusic(AriNames.WaitingRoom(options.App)));
            }
        }

        await TellAsync(heard, cancellationToken);
        return snapshot;
    }

    /// <inheritdoc/>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow();
        using var pong = await client.GetAsync("asterisk/ping", cancellationToken);
        if (pong.RootElement.Time("timestamp") is { } theirs)
        {
            // Where both clocks are kept by NTP the difference is noise, and leaving it out keeps an event's time its own.
            var offset = before + ((clock.GetUtcNow() - before) / 2) - theirs;
            translator.ClockOffset = offset.Duration() > TimeSpan.FromMilliseconds(250) ? offset : TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Translate(ReadOnlyMemory<byte> message, AriHeard heard)
    {
        heard.Clear();
        try
        {
            using var said = JsonDocument.Parse(message);
            lock (calls.Gate)
            {
                return translator.Translate(said.RootElement, heard);
            }
        }
        catch (JsonException exception)
        {
            Unreadable(options.Source, message.Length, exception);
            return true;
        }
    }

    private async ValueTask TellAsync(AriHeard heard, CancellationToken cancellationToken)
    {
        foreach (var chore in heard.Chores)
        {
            _ = DoAsync(chore, cancellationToken);
        }

        foreach (var (signal, arrival) in heard.Said)
        {
            await (signal is not null
                ? listener.HearAsync(signal, cancellationToken)
                : listener.HearAsync(arrival!, cancellationToken));
        }
    }

    private async Task DoAsync(AriRequest chore, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(chore, cancellationToken);
        }
        catch (Exception exception) when (exception is ExchangeUnavailableException or OperationCanceledException)
        {
            // Music and tidiness: the next snapshot or connection asks again.
            ChoreLeft(options.Source, chore.Method.Method, exception.Message);
        }
    }

    private async Task<bool> ReadAsync(ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        while (buffer.WrittenCount < LargestMessage)
        {
            var read = await socket.ReceiveAsync(buffer.GetMemory(4096), cancellationToken);
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

    [LoggerMessage(LogLevel.Warning, "{Source} sent {Length} bytes that are not JSON")]
    private partial void Unreadable(string source, int length, Exception exception);

    [LoggerMessage(LogLevel.Debug, "{Source} was not asked to {Method} something: {Why}")]
    private partial void ChoreLeft(string source, string method, string why);
}
