using System.Collections.Concurrent;
using ContactCenter.Contracts.Access;
using ContactCenter.Telephony.EventApi.Ordering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>
/// Writes events into the journal by group commit. A request that finds a free writer writes at once, with whatever else is
/// waiting; one that finds none waits for the next free writer, which takes all that have gathered into one statement and one
/// commit. Each is answered only after its commit, and a lone request waits for nobody and no other thread.
/// </summary>
internal sealed partial class Inbox : IHostedService, IAsyncDisposable
{
    // A thousand rows in one statement are already at the flat end of the curve; more only delay the first of them.
    private const int MostEvents = 1_000;

    private readonly ISealedMessages messages;
    private readonly ReadyCalls ready;
    private readonly Pace pace;
    private readonly ILogger<Inbox> logger;
    private readonly EventApiOptions limits;
    private readonly JournalWriter[] all;
    private readonly ConcurrentQueue<Delivery> waiting = new();
    private readonly ConcurrentStack<JournalWriter> free;
    private readonly ConcurrentDictionary<string, Count> bySource = new(StringComparer.Ordinal);
    private readonly Count total = new();

    public Inbox(
        NpgsqlDataSource database, ReadyCalls ready, Pace pace, ISealedMessages messages, IOptions<EventApiOptions> options,
        ILogger<Inbox> logger)
    {
        this.messages = messages;
        (this.ready, this.pace, this.logger, limits) = (ready, pace, logger, options.Value);
        all = [.. Enumerable.Range(0, limits.Writers).Select(_ => new JournalWriter(database))];
        free = new ConcurrentStack<JournalWriter>(all);
    }

    /// <summary>Opens the connections, so that the first events need not wait for that.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var writer in all)
        {
            await writer.ConnectAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var writer in all)
        {
            await writer.DisposeAsync();
        }
    }

    /// <summary>
    /// An event as the journal keeps it: sealed, because anybody's number may be in it, and with a keyed hash of
    /// <paramref name="hashed"/>, by which a changed repeat is told from an honest one.
    /// </summary>
    internal PostedEvent Sealed(CloudEvent read, string call, ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> bytes) =>
        new(read, call, messages.Hash(hashed), messages.Seal(bytes));

    /// <summary>
    /// Makes a delivery durable and gives each of its events its outcome; or says why it was not taken. It does not stop when
    /// the sender goes away: what was sent is kept.
    /// </summary>
    internal async ValueTask<Fault?> WriteAsync(Delivery delivery)
    {
        var count = delivery.Events.Count;
        var ofSource = bySource.GetOrAdd(delivery.Source, static _ => new Count());
        if (!ofSource.TryAdd(count, limits.WaitingPerSource))
        {
            return Fault.TooBusy;
        }

        if (!total.TryAdd(count, limits.Waiting))
        {
            ofSource.Remove(count);
            return Fault.Unavailable;
        }

        waiting.Enqueue(delivery);
        if (free.TryPop(out var writer))
        {
            await WriteWaitingAsync(writer);
        }

        await delivery.Done;
        total.Remove(count);
        ofSource.Remove(count);
        return null;
    }

    /// <summary>Writes what is waiting, once; whatever gathered meanwhile is written by a task of its own.</summary>
    private async ValueTask WriteWaitingAsync(JournalWriter writer)
    {
        var deliveries = new List<Delivery>();
        for (var events = 0; events < MostEvents && waiting.TryDequeue(out var one); events += one.Events.Count)
        {
            deliveries.Add(one);
        }

        if (deliveries.Count > 0)
        {
            await WriteAsync(writer, deliveries);
        }

        free.Push(writer);

        // Whoever came before the writer was free again found none, and relies on this.
        if (!waiting.IsEmpty && free.TryPop(out var again))
        {
            _ = Task.Run(() => WriteWaitingAsync(again).AsTask());
        }
    }

    private async ValueTask WriteAsync(JournalWriter writer, List<Delivery> deliveries)
    {
        var events = deliveries.Count is 1 ? deliveries[0].Events : [.. deliveries.SelectMany(one => one.Events)];
        try
        {
            await WriteEachAsync(writer, events);
        }
        catch (Exception exception)
        {
            // Nothing is known to be durable, so nothing is said to be. The sender's retry finds out: accepted or duplicate.
            foreach (var one in events)
            {
                one.Refuse(Fault.Unavailable);
            }

            NotDurable(events.Count, exception);
        }

        pace.NoteTaken(events.Count, deliveries.Count);
        foreach (var delivery in deliveries)
        {
            delivery.Finish();
        }

        foreach (var one in events)
        {
            if (one.Outcome is { Fault: null, IsDuplicate: false })
            {
                ready.Add(new CallKey(one.Event.Source!, one.Call));
            }
        }
    }

    private static async ValueTask WriteEachAsync(JournalWriter writer, IReadOnlyList<PostedEvent> events)
    {
        try
        {
            await writer.WriteAsync(events, CancellationToken.None);
        }
        catch (PostgresException refused) when (IsAboutTheData(refused) && events.Count is 1)
        {
            events[0].Refuse(Fault.Unstorable);
        }
        catch (PostgresException refused) when (events.Count > 1
            && (IsAboutTheData(refused) || refused.SqlState is PostgresErrorCodes.DeadlockDetected))
        {
            // One event that cannot be stored must not take its neighbours with it; two writers that wait for each other's
            // repeats must not either.
            var half = events.Count / 2;
            await WriteEachAsync(writer, [.. events.Take(half)]);
            await WriteEachAsync(writer, [.. events.Skip(half)]);
        }
    }

    // Classes 22 (data exception) and 54 (limit exceeded).
    private static bool IsAboutTheData(PostgresException refused) =>
        refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("54", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Error, "Could not make {Count} events durable; their senders were told to send them again")]
    private partial void NotDurable(int count, Exception exception);

    /// <summary>Events that wait, with a limit.</summary>
    private sealed class Count
    {
        private int count;

        internal bool TryAdd(int more, int limit)
        {
            if (Interlocked.Add(ref count, more) <= limit)
            {
                return true;
            }

            Interlocked.Add(ref count, -more);
            return false;
        }

        internal void Remove(int less) => Interlocked.Add(ref count, -less);
    }
}
