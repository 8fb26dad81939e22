using ContactCenter.Platform.Events;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ContactCenter.Platform.Live;

/// <summary>Reads what other hosts wrote to the change log, when they hint and once a second, and has topics loaded.</summary>
internal sealed partial class ChangeFollower(
    Topics topics, TopicLoading loading, Bells bells, NpgsqlDataSource source, TimeProvider clock, LiveMetrics metrics,
    ILogger<ChangeFollower> logger) : BackgroundService
{
    /// <summary>Rung where the log should be read.</summary>
    internal const string Bell = "platform.changes";

    private const int AtMost = 5_000;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    // From another host's commit to its hint.
    private static readonly TimeSpan HintsTake = TimeSpan.FromMilliseconds(100);

    // Where the log is empty, ids given away lately may still appear.
    private const string SelectEnd = """
        select coalesce(max(id), (select last_value - 1000 from platform.changes_id_seq)) as Last,
            max(id) is not null as IsRow
        from platform.changes
        """;

    // Ids below the end that are not there: of transactions still running, or of undone ones.
    private const string SelectGaps = """
        select id
        from (
            select coalesce(lag(id) over (order by id), id - 1000) + 1 as first, id - 1 as last
            from platform.changes
        ) as gap
        cross join lateral generate_series(first, last) as id
        where first <= last
        order by id desc
        limit 100000
        """;

    private const string SelectRows = """
        select id, topic, key, version, value, urgent
        from platform.changes
        where (id > @After or id = any(@Missing))
          and id <> all(@Seen)
        order by id
        limit @AtMost
        """;

    // Whoever inserts takes this lock before it takes an id and keeps it until its transaction ends.
    private const string SelectWriters = """
        select distinct virtualtransaction
        from pg_locks
        where locktype = 'relation'
          and database = (select oid from pg_database where datname = current_database())
          and relation = 'platform.changes'::regclass
          and mode = 'RowExclusiveLock'
        limit 10000
        """;

    // The newest row is never deleted, so it is missing only after a standby took over that lacks the last commits and gives
    // their ids away again.
    private const string StillThere = "select exists(select from platform.changes where id = @top)";

    private long sweptAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var follows = false;
        while (true)
        {
            try
            {
                if (!follows)
                {
                    await BeginAsync(stoppingToken);
                    follows = true;
                    bells.Ring(Bell);
                }

                if (await bells.WaitAsync(Bell, SweepInterval, stoppingToken))
                {
                    await ReadAsync(stoppingToken);
                }
                else
                {
                    await SweepAsync(stoppingToken);
                }

                if (clock.GetElapsedTime(sweptAt) >= SweepInterval)
                {
                    sweptAt = clock.GetTimestamp();
                    follows = await IsSameLogAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotRead(exception.Message);
                await Task.Delay(SweepInterval, clock, stoppingToken);
            }
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // The end first: an id given away between the two statements lies above it.
        var end = await connection.QuerySingleAsync<End>(new CommandDefinition(SelectEnd, cancellationToken: cancellationToken));
        var gaps = await connection.QueryAsync<long>(new CommandDefinition(SelectGaps, cancellationToken: cancellationToken));
        topics.StartAt(end.Last, end.IsRow, gaps.Where(id => id < end.Last));
    }

    private async Task<bool> IsSameLogAsync(CancellationToken cancellationToken)
    {
        if (topics.Top is not { } top)
        {
            return true;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var same = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(StillThere, new { top }, cancellationToken: cancellationToken));
        if (!same)
        {
            LogLost(top);
        }

        return same;
    }

    /// <summary>Reads without having been told to. What it finds was rescued, unless the hint was only on its way.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var overtaken = topics.Overtaken;
        var found = await ReadAsync(cancellationToken);
        if (found == 0)
        {
            return;
        }

        if (await bells.WaitAsync(Bell, HintsTake, cancellationToken))
        {
            await ReadAsync(cancellationToken);
        }
        else
        {
            metrics.Rescued(Math.Max(0, found - (topics.Overtaken - overtaken)));
        }
    }

    private async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        var found = 0L;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (topics.MissingRows > 0 && clock.GetElapsedTime(sweptAt) >= SweepInterval)
        {
            topics.NoteWriters([.. await connection.QueryAsync<string>(
                new CommandDefinition(SelectWriters, cancellationToken: cancellationToken))]);
        }

        bool complete;
        do
        {
            var reading = topics.BeginReading();
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
                SelectRows, new { reading.After, reading.Missing, reading.Seen, AtMost }, cancellationToken: cancellationToken)))
                .Select(row => row.ToChange())
                .ToArray();
            complete = rows.Length < AtMost;

            var (fresh, toLoad) = topics.EndReading(rows, complete);
            found += fresh;
            foreach (var topic in toLoad)
            {
                loading.Begin(topic);
            }
        }
        while (!complete);

        return found;
    }

    [LoggerMessage(LogLevel.Warning, "The change log cannot be read, consoles wait: {Reason}")]
    private partial void CannotRead(string reason);

    [LoggerMessage(LogLevel.Warning, "Row {Top} of the change log is gone: the database has lost commits, everything is loaded anew")]
    private partial void LogLost(long top);

    private sealed record End(long Last, bool IsRow);

    private sealed record Row(long Id, string Topic, string Key, long Version, string? Value, bool Urgent)
    {
        internal LoggedChange ToChange() => new(Id, new LiveChange(Topic, Key, Version, Value, Urgent));
    }
}
