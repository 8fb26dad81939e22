using System.Threading.Channels;
using ContactCenter.Contracts.Calls;
using Npgsql;
using Polly;
using Polly.Retry;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// Takes signals to the Calls module: those of one call one after another, those of different calls side by side. It outlives
/// connections and leases, so what was heard is applied even when the PBX or the database went away meanwhile.
/// </summary>
internal sealed partial class SignalLanes : IExchangeListener, IAsyncDisposable
{
    private readonly Channel<Heard>[] lanes = new Channel<Heard>[ExchangeLimits.Lanes];
    private readonly Task[] workers = new Task[ExchangeLimits.Lanes];
    private readonly CancellationTokenSource stop = new();
    private readonly string source;
    private readonly ICallSignals signals;
    private readonly IArrivalRouting routing;
    private readonly ILogger logger;
    private readonly ResiliencePipeline untilApplied;

    internal SignalLanes(
        string source, ICallSignals signals, IArrivalRouting routing, TimeProvider clock, ILogger logger)
    {
        (this.source, this.signals, this.routing, this.logger) = (source, signals, routing, logger);
        untilApplied = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } exception and not OperationCanceledException
                    && (IsDatabaseAway(exception) || arguments.AttemptNumber < ExchangeLimits.AttemptsWithoutProgress)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(2),
                UseJitter = true,
                OnRetry = retry =>
                {
                    NotApplied(source, retry.AttemptNumber + 1, retry.Outcome.Exception);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = Channel.CreateBounded<Heard>(
                new BoundedChannelOptions(ExchangeLimits.LaneCapacity) { SingleReader = true });
            workers[lane] = WorkAsync(lanes[lane].Reader);
        }
    }

    /// <summary>
    /// Set when a listener had to wait: the PBX may have dropped what it could not say meanwhile. Whoever reads it clears it
    /// and takes a snapshot.
    /// </summary>
    internal bool Overflowed { get; set; }

    /// <inheritdoc/>
    public ValueTask HearAsync(CallSignal signal, CancellationToken cancellationToken) =>
        PutAsync(signal.Call, new Heard(signal, null), cancellationToken);

    /// <inheritdoc/>
    public ValueTask HearAsync(Arrival arrival, CancellationToken cancellationToken) =>
        PutAsync(arrival.Call, new Heard(null, arrival), cancellationToken);

    /// <summary>Works off what was heard, for a bounded time, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
        {
            lane.Writer.TryComplete();
        }

        stop.CancelAfter(ExchangeLimits.Farewell);
        await Task.WhenAll(workers);
        stop.Dispose();
    }

    private ValueTask PutAsync(string call, Heard heard, CancellationToken cancellationToken)
    {
        var writer = lanes[(uint)StringComparer.Ordinal.GetHashCode(call) % ExchangeLimits.Lanes].Writer;
        return writer.TryWrite(heard) ? ValueTask.CompletedTask : WaitAsync(writer, heard, cancellationToken);
    }

    private async ValueTask WaitAsync(ChannelWriter<Heard> writer, Heard heard, CancellationToken cancellationToken)
    {
        if (!Overflowed)
        {
            Overflowed = true;
            LaneFull(source);
        }

        await writer.WriteAsync(heard, cancellationToken);
    }

    private async Task WorkAsync(ChannelReader<Heard> heard)
    {
        try
        {
            await foreach (var next in heard.ReadAllAsync(stop.Token))
            {
                try
                {
                    // The first try costs nothing; the pipeline is entered only after a failure.
                    await ApplyAsync(next, stop.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    NotApplied(source, 0, exception);
                    await ApplyAgainAsync(next);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops. What is left is found by the next owner's reconciliation.
        }
    }

    private async Task ApplyAgainAsync(Heard heard)
    {
        try
        {
            await untilApplied.ExecuteAsync(
                static async (state, token) => await state.Lanes.ApplyAsync(state.Heard, token),
                (Lanes: this, Heard: heard),
                stop.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A mistake of ours: waiting longer cures nothing, and the other calls of the lane must go on.
            SetAside(source, heard.Signal?.Stamp.Id ?? heard.Arrival!.Stamp.Id, exception);
            Overflowed = true;
        }
    }

    private async ValueTask ApplyAsync(Heard heard, CancellationToken cancellationToken)
    {
        var signal = heard.Signal ?? await routing.RouteAsync(heard.Arrival!, cancellationToken);
        await signals.ApplyAsync(signal, cancellationToken);
    }

    private static bool IsDatabaseAway(Exception exception) => exception switch
    {
        // 57P01–57P03: it is being shut down or is starting; 53: out of connections, memory or disk.
        PostgresException said => said.IsTransient || said.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || said.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException => true,
        _ => exception.InnerException is { } inner && IsDatabaseAway(inner),
    };

    [LoggerMessage(LogLevel.Warning, "A signal of {Source} could not be applied, attempt {Attempt}")]
    private partial void NotApplied(string source, int attempt, Exception? exception);

    [LoggerMessage(LogLevel.Error, "Signal {Signal} of {Source} is set aside; reconciliation has to close the gap")]
    private partial void SetAside(string source, string signal, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Signals of {Source} come faster than they can be applied; its socket is not read until they are")]
    private partial void LaneFull(string source);

    private readonly record struct Heard(CallSignal? Signal, Arrival? Arrival);
}
