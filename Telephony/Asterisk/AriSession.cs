using System.Buffers;
using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>One connection to an Asterisk: reads its events, sends it commands, lists what is alive.</summary>
internal sealed partial class AriSession : IExchangeSession
{
    private static readonly TimeSpan FirstBeatLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastClockOffset = TimeSpan.FromMilliseconds(250);

    private readonly AriCalls calls = new();
    private readonly AriHeard found = new();
    private readonly AsteriskOptions options;
    private readonly AriClient client;
    private readonly AriSocket socket;
    private readonly IExchangeListener listener;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly AriTranslator translator;
    private readonly AriCensus census;
    private readonly AriCommands commands;
    private readonly List<byte[]> early = [];
    private readonly AriPulse pulse;

    internal AriSession(
        AsteriskOptions options, PromptOptions prompts, AriClient client, AriSocket socket, IExchangeListener listener,
        string epoch, TimeProvider clock, ILogger logger)
    {
        (this.options, this.client, this.socket, this.listener) = (options, client, socket, listener);
        (this.clock, this.logger) = (clock, logger);
        pulse = new AriPulse(options, client);
        translator = new AriTranslator(options.Source, options.App, epoch, calls, clock);
        census = new AriCensus(options.Source, options.App, calls, translator, clock);
        commands = new AriCommands(
            client, options.App, calls, prompts, new AriRinging(client, options.App, calls, translator, clock, TellAsync));
    }

    /// <summary>
    /// Makes sure that events come, and finds out what is alive. Events wait in the socket meanwhile, so nothing falls between
    /// the lists and the first event.
    /// </summary>
    internal async Task LearnAsync(IEnumerable<string> unwanted, CancellationToken cancellationToken)
    {
        await HearBeatAsync(cancellationToken);
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

        await HearBeatAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var goodbye = cancellationToken.Register(() => _ = socket.SayGoodbyeAsync());
        await TellAsync(found, cancellationToken);
        var heard = new AriHeard();
        foreach (var message in early)
        {
            await TakeInAsync(message, heard, cancellationToken);
        }

        early.Clear();
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (await socket.ReadAsync(buffer, CancellationToken.None))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await TakeInAsync(buffer.WrittenMemory, heard, cancellationToken);
            }
        }
        catch (ExchangeUnavailableException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The connection was ended from here.", exception, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
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
        // While this host does not read, because it cannot work off more, the last beat may wait in the socket.
        if (pulse.IsAwaited && socket.IsReading)
        {
            throw pulse.Mute();
        }

        await pulse.BeatAsync(cancellationToken);
        var before = clock.GetUtcNow();
        using var pong = await client.GetAsync("asterisk/ping", cancellationToken);
        if (pong.RootElement.Time("timestamp") is { } theirs)
        {
            // Half of the way there and back is all that is known of when Asterisk looked at its clock. Where both clocks are kept
            // by NTP the rest is noise, and leaving it out keeps an event's time its own.
            var wayBack = (clock.GetUtcNow() - before) / 2;
            var offset = before + wayBack - theirs;
            translator.ClockOffset = offset.Duration() > wayBack + LeastClockOffset ? offset : TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => socket.DisposeAsync();

    /// <summary>Waits for the first beat; what comes before it is kept.</summary>
    private async Task HearBeatAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FirstBeatLimit);
        try
        {
            await pulse.BeatAsync(limit.Token);
            var buffer = new ArrayBufferWriter<byte>(4096);
            while (pulse.IsAwaited && await socket.ReadAsync(buffer, limit.Token))
            {
                using var said = JsonDocument.Parse(buffer.WrittenMemory);
                if (!pulse.Hears(said.RootElement))
                {
                    early.Add(buffer.WrittenSpan.ToArray());
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw pulse.Mute();
        }
    }

    private async ValueTask TakeInAsync(ReadOnlyMemory<byte> message, AriHeard heard, CancellationToken cancellationToken)
    {
        if (!Translate(message, heard))
        {
            throw new ExchangeUnavailableException($"Another program has connected to {options.Source} as {options.App}.");
        }

        await TellAsync(heard, cancellationToken);
    }

    private bool Translate(ReadOnlyMemory<byte> message, AriHeard heard)
    {
        heard.Clear();
        try
        {
            using var said = JsonDocument.Parse(message);
            if (pulse.Hears(said.RootElement))
            {
                return true;
            }

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

    [LoggerMessage(LogLevel.Warning, "{Source} sent {Length} bytes that are not JSON")]
    private partial void Unreadable(string source, int length, Exception exception);

    [LoggerMessage(LogLevel.Debug, "{Source} was not asked to {Method} something: {Why}")]
    private partial void ChoreLeft(string source, string method, string why);
}
