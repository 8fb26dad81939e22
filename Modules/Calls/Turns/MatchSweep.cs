using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// The safety net under event-driven matching: once a second it looks for a call and an agent who should have met. Whatever
/// it finds is a defect somewhere (a host that died between two turns); it is mended, written down, and shown on the board.
/// </summary>
internal sealed partial class MatchSweep(Db db, TurnRunner turns, Ground ground, ILogger<MatchSweep> logger) : BackgroundService
{
    // Both sides must have been there for a while: what became available just now is being matched by its own turn.
    private const string SelectStranded = """
        select distinct c.queue
        from calls.calls c
        join calls.eligibility e on e.queue = c.queue
        join calls.agents a on a.id = e.agent_id
        where c.state = 'queued'
          and c.queued_at < clock_timestamp() - interval '400 milliseconds'
          and a.state = 'ready'
          and (a.presence = 'online' or not a.console_required)
          and a.state_since < clock_timestamp() - interval '400 milliseconds'
          and not exists (select from calls.sources s where s.source = c.source and s.state = 'suspect')
          and not exists (
              select from calls.reservations m
              where m.call_id = c.id and m.agent_id = a.id
                and (m.ended_at is null or m.state in ('timeout', 'rejected', 'failed')
                     and m.ended_at > clock_timestamp() - make_interval(secs => @exclusion)))
        limit 100
        """;

    private const string InsertRescue = """
        insert into calls.rescues (call_id, agent_id, waited_seconds, what) values (@call, @agent, @waited, 'match')
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotSweep(exception);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var stranded = await db.ListAsync<string>(
            SelectStranded, new { exclusion = (double)ground.Options.ExclusionSeconds }, cancellationToken);
        if (stranded.Count == 0)
        {
            return;
        }

        foreach (var pair in await turns.MatchAsync([.. stranded], "sweep", cancellationToken))
        {
            var waited = pair.Call.QueuedAt is { } since ? (pair.Agent.StateSince - since).TotalSeconds : 0;
            await using var work = await db.BeginAsync(cancellationToken);
            await work.ExecuteAsync(InsertRescue, new { call = pair.Call.Id, agent = pair.Agent.Id, waited });
            await work.CommitAsync();
            Rescued(pair.Call.Id, pair.Agent.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The sweep had to bring call {Call} and agent {Agent} together")]
    private partial void Rescued(Contracts.Calls.CallId call, Contracts.Calls.AgentId agent);

    [LoggerMessage(LogLevel.Warning, "The match sweep cannot reach the database")]
    private partial void CannotSweep(Exception exception);
}
