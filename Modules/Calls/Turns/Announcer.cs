using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Tells waiting callers their position and, where the last quarter of an hour allows an estimate, the minutes to wait. It
/// writes commands only and locks no call, so that it never stands in the way of a match.
/// </summary>
internal sealed partial class Announcer(Db db, Ground ground, ILogger<Announcer> logger) : BackgroundService
{
    /// <summary>"You are number n".</summary>
    private const string Position = "queue-position";

    /// <summary>"You are number n; about m minutes".</summary>
    private const string PositionAndWait = "queue-position-wait";

    private const string TryLock = "select pg_try_advisory_xact_lock(7313)";

    private const string SelectDue = """
        select w.id, w.source, w.call, w.citizen_leg, w.position,
               ceil(w.position * 15.0 / nullif((
                   select count(*)
                   from calls.calls a
                   where a.queue = w.queue and a.answered_at > clock_timestamp() - interval '15 minutes'
                     and a.arrived_at > clock_timestamp() - interval '2 hours'), 0))::int as minutes
        from (
            select c.id, c.source, c.call, c.citizen_leg, c.queue, c.queued_at, q.announce_every_seconds,
                   row_number() over (partition by c.queue order by c.priority desc, c.arrived_at, c.id)::int as position
            from calls.calls c
            join calls.queues q on q.key = c.queue
            where c.state = 'queued' and (c.direction = 'inbound' or c.answered_at is not null) and q.announce_every_seconds > 0
        ) as w
        left join calls.announcements n on n.call_id = w.id
        where coalesce(n.at, w.queued_at) < clock_timestamp() - make_interval(secs => w.announce_every_seconds)
        order by w.queued_at
        limit 500
        """;

    private const string Note = """
        insert into calls.announcements (call_id, at) values (@id, clock_timestamp())
        on conflict (call_id) do update set at = excluded.at    -- told again
        """;

    private const string InsertCommand = """
        insert into calls.commands (id, source, call_id, leg, type, payload) values (@id, @source, @call, @leg, @type, @payload)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await AnnounceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotAnnounce(exception);
            }
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var commands = new List<CallCommand>();
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            if (!await work.FindAsync<bool>(TryLock))
            {
                return;
            }

            foreach (var due in await work.ListAsync<Due>(SelectDue))
            {
                var command = new PlayPrompt(
                    CommandId.New(), due.Source, due.Call, due.CitizenLeg, due.Minutes is null ? Position : PositionAndWait,
                    due.Minutes is { } minutes ? [due.Position, minutes] : [due.Position]);
                await work.ExecuteAsync(Note, new { id = due.Id });
                await work.ExecuteAsync(InsertCommand, new
                {
                    id = command.Id,
                    source = due.Source,
                    call = due.Id,
                    leg = due.CitizenLeg,
                    type = Sql.TypeOf(command),
                    payload = System.Text.Json.JsonSerializer.Serialize<CallCommand>(command, Json.Options),
                });
                commands.Add(command);
            }

            await work.CommitAsync();
        }

        ground.Outlet.Offer(commands);
    }

    [LoggerMessage(LogLevel.Warning, "Waiting callers cannot be told their position now")]
    private partial void CannotAnnounce(Exception exception);

    private sealed class Due
    {
        public CallId Id { get; init; }

        public string Source { get; init; } = "";

        public string Call { get; init; } = "";

        public string CitizenLeg { get; init; } = "";

        public int Position { get; init; }

        public int? Minutes { get; init; }
    }
}
