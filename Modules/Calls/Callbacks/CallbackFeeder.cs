using ContactCenter.Calls.Live;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Callbacks;

/// <summary>
/// Offers missed callers to agents in quiet moments: where nobody waits in a queue and agents are idle, the caller missed first
/// becomes a call of the lowest priority in it, and takes the same way to an agent as any other.
/// </summary>
internal sealed partial class CallbackFeeder(
    Db db, TurnRunner turns, Ground ground, ILogger<CallbackFeeder> logger) : BackgroundService
{
    private const int LowestPriority = -100;

    private const string TryLock = "select pg_try_advisory_xact_lock(7312)";

    // One at a time and queue: the next one when an agent is idle again.
    private const string SelectDue = """
        select distinct on (b.queue) b.id, b.caller, b.caller_print, b.caller_shown, b.line, b.line_name, b.dialled, b.queue,
               b.missed_at, b.attempts, s.source
        from calls.callbacks b
        join lateral (
            select source from calls.sources where state = 'up' order by source = b.source desc, source limit 1) as s on true
        where b.state = 'open'
          and b.next_attempt_at <= clock_timestamp()
          and not exists (select from calls.calls c where c.state = 'queued' and c.queue = b.queue)
          and (select count(*)
               from calls.eligibility e
               join calls.agents a on a.id = e.agent_id
               where e.queue = b.queue and a.state = 'ready' and (a.presence = 'online' or not a.console_required)) >= @idle
        order by b.queue, b.missed_at
        limit 100
        """;

    private const string Begin = """
        update calls.callbacks
        set state = 'dialling', attempts = attempts + 1, call_id = @call, version = version + 1
        where id = @id and state = 'open'
        """;

    private const string InsertAttempt = """
        insert into calls.callback_attempts (callback_id, attempt, call_id, began_at)
        values (@id, @attempt, @call, clock_timestamp())
        """;

    // A host that died between the two steps left a callback without its call.
    private const string Reopen = """
        update calls.callbacks b
        set state = 'open', call_id = null, version = version + 1
        where b.state = 'dialling'
          and not exists (select from calls.calls c where c.id = b.call_id)
          and exists (select from calls.callback_attempts t
                      where t.callback_id = b.id and t.attempt = b.attempts and t.began_at < clock_timestamp() - interval '10 seconds')
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FeedAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotFeed(exception);
            }
        }
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        var begun = new List<(Due Due, string Call)>();
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            if (!await work.FindAsync<bool>(TryLock))
            {
                return;
            }

            await work.ExecuteAsync(Reopen);
            foreach (var due in await work.ListAsync<Due>(SelectDue, new { idle = ground.Options.IdleAgentsForCallback }))
            {
                var call = $"cb-{Guid.CreateVersion7():N}";
                var id = CallId.Of(due.Source, call);
                if (await work.ExecuteAsync(Begin, new { id = due.Id, call = id }) == 1)
                {
                    await work.ExecuteAsync(InsertAttempt, new { id = due.Id, attempt = due.Attempts + 1, call = id });
                    begun.Add((due, call));
                }
            }

            await work.CommitAsync();
        }

        foreach (var (due, pbxCall) in begun)
        {
            var call = new Call
            {
                Id = CallId.Of(due.Source, pbxCall),
                Source = due.Source,
                PbxCall = pbxCall,
                Direction = CallDirection.Callback,
                Line = due.Line,
                LineName = due.LineName,
                Dialled = due.Dialled,
                Caller = due.Caller,
                CallerPrint = due.CallerPrint,
                CallerShown = due.CallerShown,
                Priority = LowestPriority,
                ArrivedAt = due.MissedAt,
                CitizenLeg = $"c-{pbxCall}",
                CallbackId = due.Id,
            };
            call.Route = new CallRoute(due.Line, due.LineName, [new QueueStep(due.Queue, null, null)]);
            var citizen = new Leg
            {
                Id = call.CitizenLeg,
                Role = LegRole.Citizen,
                Address = $"{due.Caller}@{ground.Options.OutboundTrunk}",
                State = LegState.Ringing,
                StartedAt = due.MissedAt,
            };
            await turns.OnArrivalAsync(
                call, citizen, "callback", null, picture => RouteRules.Enter(picture, 0, "callback-due"), cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Callbacks cannot be offered now")]
    private partial void CannotFeed(Exception exception);

    private sealed class Due
    {
        public Guid Id { get; init; }

        public string Caller { get; init; } = "";

        public string CallerPrint { get; init; } = "";

        public string CallerShown { get; init; } = "";

        public string? Line { get; init; }

        public string LineName { get; init; } = "";

        public string Dialled { get; init; } = "";

        public string Queue { get; init; } = "";

        public DateTimeOffset MissedAt { get; init; }

        public int Attempts { get; init; }

        public string Source { get; init; } = "";
    }
}
