using ContactCenter.Calls.Live;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Calls.Queues;

/// <summary>The queues' settings as this host last read them: at most a second old, so that a decision needs no query for them.</summary>
internal sealed partial class QueueBook(
    Db db, Bells bells, IOptions<CallsOptions> options, ILogger<QueueBook> logger) : BackgroundService
{
    internal const string Bell = "queues";

    private const string Select = """
        select key, name, team, priority, overflow_queue, overflow_after_seconds, max_length, offer_seconds,
               service_level_seconds, wrap_up_mode, wrap_up_seconds, sticky, announce_every_seconds, version
        from calls.queues
        order by key
        limit 1000
        """;

    private const string SelectHours = """
        select queue, weekday, opens, closes
        from calls.queue_hours
        order by queue, weekday, opens
        limit 20000
        """;

    private volatile IReadOnlyDictionary<string, Queue> queues = new Dictionary<string, Queue>();

    internal IEnumerable<Queue> All => queues.Values;

    /// <summary>The queue with this key, or the fallback queue: a call is never dropped for want of a rule.</summary>
    internal Queue this[string? key] =>
        key is not null && queues.TryGetValue(key, out var queue) ? queue : queues[options.Value.FallbackQueue];

    internal Queue? Find(string key) => queues.GetValueOrDefault(key);

    /// <summary>Reads the settings now; called once before the host serves, so that the first call finds them.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Queue>(Select, null, cancellationToken);
        var hours = await db.ListAsync<HoursRow>(SelectHours, null, cancellationToken);
        var byQueue = hours.ToLookup(row => row.Queue, row => new OpenHours(
            row.Weekday, row.Opens, row.Closes));
        foreach (var row in rows)
        {
            row.Hours = [.. byQueue[row.Key]];
        }

        queues = rows.ToDictionary(row => row.Key);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bells.WaitAsync(Bell, TimeSpan.FromSeconds(1), stoppingToken);
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                CannotRead(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot read the queues' settings; going on with the last ones")]
    private partial void CannotRead(Exception exception);

    private sealed record HoursRow(string Queue, int Weekday, TimeOnly Opens, TimeOnly Closes);
}
