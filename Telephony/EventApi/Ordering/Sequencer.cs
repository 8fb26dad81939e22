using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>
/// Works off what is journalled and not yet applied: at once what this host took in, and within a second what a host left that
/// died.
/// </summary>
internal sealed partial class Sequencer(
    NpgsqlDataSource database, ReadyCalls ready, Pace pace, CallLane calls, SourceLane sources, Db db, TimeProvider clock,
    ISealedMessages messages, IOptions<EventApiOptions> options, ILogger<Sequencer> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BusyElsewhere = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WithoutDatabase = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [SweepAsync(stoppingToken), .. Enumerable.Range(0, options.Value.Sequencers).Select(worker => WorkAsync(worker, stoppingToken))]);

    private async Task WorkAsync(int worker, CancellationToken stoppingToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            while (true)
            {
                var key = await ready.TakeAsync(stoppingToken);
                var began = clock.GetTimestamp();
                try
                {
                    connection ??= await database.OpenConnectionAsync(stoppingToken);
                    await WorkAsync(connection, key, stoppingToken);
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
                {
                    if (connection is not null)
                    {
                        await LeaveAsync(connection);
                        connection = null;
                    }

                    stoppingToken.ThrowIfCancellationRequested();
                    CannotWork(key.Source, exception);
                    ready.AddAfter(key, WithoutDatabase);
                }
                finally
                {
                    ready.Done(key);
                }

                await pace.MakeWayAsync(worker, clock.GetElapsedTime(began), stoppingToken);
            }
        }
        finally
        {
            if (connection is not null)
            {
                await LeaveAsync(connection);
            }
        }
    }

    private async Task WorkAsync(NpgsqlConnection connection, CallKey key, CancellationToken stoppingToken)
    {
        if (await LaneStore.TakeAsync(connection, key, messages, stoppingToken) is not { } work)
        {
            ready.AddAfter(key, BusyElsewhere);
        }
        else if (work.Rows.Count is 0)
        {
            await LaneStore.SettleAsync(connection, key, new Settlement(), stoppingToken);
        }
        else if (key.Call.Length > 0)
        {
            await calls.WorkAsync(connection, key, work, stoppingToken);
        }
        else
        {
            await sources.WorkAsync(connection, key, work, stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (var key in await db.ListAsync<CallKey>(FindLeft, null, stoppingToken))
                {
                    ready.Add(key);
                }
            }
            catch (NpgsqlException exception)
            {
                CannotSweep(exception);
            }

            await Task.Delay(SweepEvery, clock, stoppingToken);
        }
    }

    /// <summary>Frees the locks before the connection goes back to its pool, where it would keep them.</summary>
    private static async Task LeaveAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is broken, and its locks are gone with it.
        }

        await connection.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Error, "Events of {Source} wait because the database cannot be reached")]
    private partial void CannotWork(string source, Exception exception);

    [LoggerMessage(LogLevel.Error, "Events that other hosts left cannot be looked for")]
    private partial void CannotSweep(Exception exception);

    // What was taken in a moment ago is in the hands of the host that took it.
    private const string FindLeft = """
        select distinct source, call
        from (
            select source, call
            from telephony.pending
            where received_at < now() - interval '300 milliseconds'
            limit 2000
        ) left_over
        limit 2000
        """;
}
