using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Events;
using Npgsql;
using Polly;
using Polly.Retry;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// Keeps one PBX connected from whichever host holds its lease: connects and reconnects for ever, passes signals on, sends
/// commands, compares what is alive, and says when the PBX cannot be reached.
/// </summary>
internal sealed partial class ExchangeLink : IAsyncDisposable
{
    private readonly IExchange exchange;
    private readonly SourceLease lease;
    private readonly SignalLanes lanes;
    private readonly CommandQueue commands;
    private readonly SourceStateTeller teller;
    private readonly ICallSignals signals;
    private readonly Bells bells;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ResiliencePipeline<IExchangeSession> untilConnected;
    private IExchangeSession? session;
    private long epoch;

    internal ExchangeLink(
        IExchange exchange, Guid owner, NpgsqlDataSource database, ICallSignals signals, ICallCommands calls,
        IArrivalRouting routing, Bells bells, TimeProvider clock, ILogger logger)
    {
        (this.exchange, this.signals, this.bells) = (exchange, signals, bells);
        (this.clock, this.logger) = (clock, logger);
        lease = new SourceLease(exchange.Source, owner, database, clock, logger);
        lanes = new SignalLanes(exchange.Source, signals, routing, clock, logger);
        commands = new CommandQueue(exchange.Source, calls, SendAsync, RefuseAsync, clock, logger);
        teller = new SourceStateTeller(exchange.Source, signals, clock, logger);
        untilConnected = new ResiliencePipelineBuilder<IExchangeSession> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<IExchangeSession>
            {
                ShouldHandle = new PredicateBuilder<IExchangeSession>().Handle<ExchangeUnavailableException>(),
                MaxRetryAttempts = int.MaxValue,     // It comes back when it comes back.
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                OnRetry = retry =>
                {
                    teller.Tell(SourceState.Suspect);
                    NotConnected(exchange.Source, retry.AttemptNumber + 1, retry.Outcome.Exception?.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>The PBX.</summary>
    internal string Source => exchange.Source;

    /// <summary>Sends commands from here; false where another host has the connection.</summary>
    internal bool Offer(IEnumerable<CallCommand> offered)
    {
        if (Volatile.Read(ref session) is null || !lease.IsTrusted)
        {
            return false;
        }

        commands.Offer(offered);
        return true;
    }

    /// <summary>Serves the PBX whenever this host has its lease, until the host stops.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                epoch = await lease.AcquireAsync(cancellationToken);
                using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await FirstToEndAsync(term, lease.KeepAsync(term.Token), ServeAsync(term.Token));
            }
            catch (OperationCanceledException)
            {
                // The host stops, or another one has the lease.
            }
            catch (Exception exception)
            {
                // A mistake of ours; the telephones must not stand still for it.
                LinkBroke(exchange.Source, exception);
                await Task.Delay(ExchangeLimits.SecondLook, clock, CancellationToken.None);
            }
        }
    }

    /// <summary>Works off what was heard, then lets another host take the PBX.</summary>
    public async ValueTask DisposeAsync()
    {
        await lanes.DisposeAsync();
        await commands.DisposeAsync();
        await teller.DisposeAsync();
        await lease.ReleaseAsync();
        await lease.DisposeAsync();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        for (var connection = 1; ; connection++)
        {
            var since = clock.GetTimestamp();
            await using (var connected = await untilConnected.ExecuteAsync(
                static async (state, token) => await state.Link.exchange.ConnectAsync(
                    state.Link.lanes, $"{state.Link.epoch}.{state.Connection}", token),
                (Link: this, Connection: connection),
                cancellationToken))
            {
                Connected(exchange.Source, epoch, connection);
                await ServeAsync(connected, cancellationToken);
            }

            teller.Tell(SourceState.Suspect);

            // A connection that ends as soon as it stands (another program uses our name) is no reason to spin.
            if (clock.GetElapsedTime(since) < ExchangeLimits.LeaseTrust)
            {
                await Task.Delay(ExchangeLimits.SecondLook, clock, cancellationToken);
            }
        }
    }

    private async Task ServeAsync(IExchangeSession connected, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref session, connected);
        try
        {
            await FirstToEndAsync(
                ending,
                connected.ListenAsync(ending.Token),
                WatchAsync(connected, ending.Token),
                ReconcileAsync(connected, ending.Token),
                LookForCommandsAsync(ending.Token));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ConnectionLost(exchange.Source, exception.Message);
        }
        finally
        {
            Volatile.Write(ref session, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task WatchAsync(IExchangeSession connected, CancellationToken cancellationToken)
    {
        teller.Tell(SourceState.Up);
        var missed = 0;
        for (var beat = 0; ; beat++)
        {
            var wait = beat < ExchangeLimits.FirstHeartbeatCount ? ExchangeLimits.FirstHeartbeats : ExchangeLimits.Heartbeat;
            await Task.Delay(wait, clock, cancellationToken);
            try
            {
                await connected.PingAsync(cancellationToken);
                missed = 0;
            }
            catch (ExchangeUnavailableException exception)
                when (!exception.IsMute && ++missed < ExchangeLimits.MissedHeartbeats)
            {
                // One slow answer is no reason to drop every event under way.
            }
        }
    }

    private async Task ReconcileAsync(IExchangeSession connected, CancellationToken cancellationToken)
    {
        var wait = ExchangeLimits.SecondLook;
        while (true)
        {
            try
            {
                lanes.Overflowed = false;
                var snapshot = await connected.TakeSnapshotAsync(cancellationToken);
                await signals.ReconcileAsync(snapshot, cancellationToken);
                await WaitForReconciliationAsync(wait, cancellationToken);
                wait = ExchangeLimits.Reconciliation;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotReconciled(exchange.Source, exception);
                await Task.Delay(ExchangeLimits.SecondLook, clock, cancellationToken);
            }
        }
    }

    private async Task WaitForReconciliationAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (clock.GetElapsedTime(since) < atMost && !lanes.Overflowed)
        {
            await Task.Delay(ExchangeLimits.SecondLook, clock, cancellationToken);
        }
    }

    private async Task LookForCommandsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await commands.LookAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                CommandsUnknown(exchange.Source, exception);
            }

            await bells.WaitAsync(CommandOutlet.BellOf(exchange.Source), ExchangeLimits.CommandLook, cancellationToken);
        }
    }

    private Task<string?> SendAsync(CallCommand command, CancellationToken cancellationToken) =>
        Volatile.Read(ref session) is { } connected && lease.IsTrusted
            ? connected.SendAsync(command, cancellationToken)
            : throw new ExchangeUnavailableException($"{exchange.Source} is not connected from here.");

    private ValueTask RefuseAsync(CallCommand command, string reason, CancellationToken cancellationToken) =>
        lanes.HearAsync(
            new CommandFailed(
                new Stamp(exchange.Source, $"{command.Id}/failed", $"{epoch}", 0, null, clock.GetUtcNow()),
                command.Call,
                command.Id,
                reason),
            cancellationToken);

    /// <summary>Runs tasks that belong together: when one ends the others are ended, and its failure is the failure.</summary>
    private static async Task FirstToEndAsync(CancellationTokenSource together, params Task[] tasks)
    {
        var first = await Task.WhenAny(tasks);
        await together.CancelAsync();
        await Task.WhenAll(tasks).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await first;
    }

    [LoggerMessage(LogLevel.Information, "{Source} is connected, epoch {Epoch}, connection {Connection}")]
    private partial void Connected(string source, long epoch, int connection);

    [LoggerMessage(LogLevel.Warning, "{Source} cannot be reached, attempt {Attempt}: {Why}")]
    private partial void NotConnected(string source, int attempt, string? why);

    [LoggerMessage(LogLevel.Warning, "The connection to {Source} is lost: {Why}")]
    private partial void ConnectionLost(string source, string why);

    [LoggerMessage(LogLevel.Error, "The link to {Source} broke and begins anew")]
    private partial void LinkBroke(string source, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The live calls of {Source} could not be compared")]
    private partial void NotReconciled(string source, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The commands for {Source} cannot be read")]
    private partial void CommandsUnknown(string source, Exception exception);
}
