using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Floor;

/// <summary>
/// Counts the board's figures once a second and shows what changed. One host does it at a time (whoever gets the lock for the
/// tick); a host that dies is followed by the next one at the next tick.
/// </summary>
internal sealed partial class BoardTicker(Db db, QueueBook queues, ILogger<BoardTicker> logger) : BackgroundService
{
    private const string TryLock = "select pg_try_advisory_xact_lock(7311)";

    private readonly Dictionary<string, string> shown = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TickAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotCount(exception);
            }
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (!await work.FindAsync<bool>(TryLock))
        {
            // Another host counts; what it showed is unknown here, so the next own tick shows everything.
            shown.Clear();
            return;
        }

        var (views, figures) = await Counts.ReadAsync(db, queues, cancellationToken);
        var at = figures.At.ToUnixTimeMilliseconds();
        var changes = new List<LiveChange>
        {
            // Always shown: its age is the board's freshness.
            new(Topics.Board, "figures", at, Views.Json(figures)),
        };
        foreach (var view in views)
        {
            var json = Views.Json(view);
            var key = $"queue:{view.Key}";
            if (shown.GetValueOrDefault(key) != json)
            {
                changes.Add(new LiveChange(Topics.Board, key, at, json));
                shown[key] = json;
            }
        }

        await work.ShowAsync(changes);
        await work.CommitAsync();
    }

    [LoggerMessage(LogLevel.Warning, "The board's figures cannot be counted")]
    private partial void CannotCount(Exception exception);
}
