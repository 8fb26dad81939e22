using System.Collections.Concurrent;
using System.Threading.Channels;
using ContactCenter.Telephony.EventApi.Ordering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>
/// Writes events into the journal by group commit: whatever requests are waiting when a writer is free share one statement and
/// one commit, and each is answered only after it. A lone request waits for nobody.
/// </summary>
internal sealed partial class Inbox(
    NpgsqlDataSource database, ReadyCalls ready, IOptions<EventApiOptions> options, ILogger<Inbox> logger) : BackgroundService
{
    // A thousand rows in one statement are already at the flat end of the curve; more only delay the first of them.
    private const int MostEvents = 1_000;

    private readonly Channel<Delivery> waiting = Channel.CreateUnbounded<Delivery>();
    private readonly ConcurrentDictionary<string, StrongBox> bySource = new(StringComparer.Ordinal);
    private int total;

    /// <summary>Takes a delivery, or says why not now. Its outcomes are there when <see cref="Delivery.Done"/> ends.</summary>
    internal Fault? Take(Delivery delivery)
    {
        var count = delivery.Events.Count;
        var ofSource = bySource.GetOrAdd(delivery.Source, static _ => new StrongBox());
        if (Interlocked.Add(ref ofSource.Waiting, count) > options.Value.WaitingPerSource)
        {
            Interlocked.Add(ref ofSource.Waiting, -count);
            return Fault.TooBusy;
        }

        if (Interlocked.Add(ref total, count) > options.Value.Waiting || !waiting.Writer.TryWrite(delivery))
        {
            Release(delivery);
            return Fault.Unavailable;
        }

        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Value.Writers).Select(_ => WriteAllAsync(stoppingToken)));
        }
        finally
        {
            // The host ends. Whoever still waits is told to come again: another host, or this one after its restart, is there.
            waiting.Writer.Complete();
            while (waiting.Reader.TryRead(out var one))
            {
                Refuse(one.Events);
                one.Finish();
            }
        }
    }

    private async Task WriteAllAsync(CancellationToken stoppingToken)
    {
        await using var writer = new JournalWriter(database);
        var deliveries = new List<Delivery>();
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            for (var events = 0; events < MostEvents && waiting.Reader.TryRead(out var one); events += one.Events.Count)
            {
                deliveries.Add(one);
            }

            if (deliveries.Count > 0)
            {
                await WriteAsync(writer, deliveries, stoppingToken);
                deliveries.Clear();
            }
        }
    }

    private async Task WriteAsync(JournalWriter writer, List<Delivery> deliveries, CancellationToken stoppingToken)
    {
        var arrivals = deliveries.Count is 1 ? deliveries[0].Events : [.. deliveries.SelectMany(one => one.Events)];
        try
        {
            await WriteEachAsync(writer, arrivals, stoppingToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            // Nothing is known to be durable, so nothing is said to be. The sender's retry finds out: accepted or duplicate.
            Refuse(arrivals);
            NotDurable(arrivals.Count, exception);
        }

        foreach (var delivery in deliveries)
        {
            Release(delivery);
            delivery.Finish();
        }

        foreach (var arrival in arrivals)
        {
            if (arrival.Outcome is { Fault: null, IsDuplicate: false })
            {
                ready.Add(new CallKey(arrival.Event.Source!, arrival.Call));
            }
        }
    }

    private static async Task WriteEachAsync(JournalWriter writer, IReadOnlyList<PostedEvent> arrivals, CancellationToken stoppingToken)
    {
        try
        {
            await writer.WriteAsync(arrivals, stoppingToken);
        }
        catch (PostgresException refused) when (IsAboutTheData(refused) && arrivals.Count is 1)
        {
            arrivals[0].Refuse(Fault.Unstorable);
        }
        catch (PostgresException refused) when (arrivals.Count > 1
            && (IsAboutTheData(refused) || refused.SqlState is PostgresErrorCodes.DeadlockDetected))
        {
            // One event that cannot be stored must not take its neighbours with it; two writers that wait for each other's
            // repeats must not either.
            var half = arrivals.Count / 2;
            await WriteEachAsync(writer, [.. arrivals.Take(half)], stoppingToken);
            await WriteEachAsync(writer, [.. arrivals.Skip(half)], stoppingToken);
        }
    }

    private static void Refuse(IReadOnlyList<PostedEvent> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            arrival.Refuse(Fault.Unavailable);
        }
    }

    // Classes 22 (data exception) and 54 (limit exceeded).
    private static bool IsAboutTheData(PostgresException refused) =>
        refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("54", StringComparison.Ordinal);

    private void Release(Delivery delivery)
    {
        Interlocked.Add(ref total, -delivery.Events.Count);
        Interlocked.Add(ref bySource[delivery.Source].Waiting, -delivery.Events.Count);
    }

    [LoggerMessage(LogLevel.Error, "Could not make {Count} events durable; their senders were told to send them again")]
    private partial void NotDurable(int count, Exception exception);

    private sealed class StrongBox
    {
        internal int Waiting;
    }
}
