using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Does what falls due: offers nobody took, steps and wrap-ups that are over, consoles that fell silent. Deadlines are columns
/// decided by the database's clock; every host runs this, and each turn looks again under its locks, so that two hosts at one
/// deadline do it once and a dead host's deadlines are done by the others.
/// </summary>
internal sealed partial class DueTimers(Db db, TurnRunner turns, Ground ground, ILogger<DueTimers> logger) : BackgroundService
{
    // Deadlines that another host set for sooner than we sleep are found this late at most.
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(2);

    // What is due and somebody else has: done in a moment, by whoever has it.
    private static readonly TimeSpan UntilFree = TimeSpan.FromMilliseconds(20);

    private const string SelectDue = """
        select kind, id, extract(epoch from due - clock_timestamp())::double precision as seconds
        from (
            (select 'offer' as kind, call_id as id, deadline as due
             from calls.reservations where state in ('offered', 'accepted') order by deadline limit 200)
            union all
            (select 'step', id, step_deadline
             from calls.calls
             where state <> 'ended' and step_deadline is not null and state <> 'offered'
             order by step_deadline limit 200)
            union all
            (select 'wrapUp', id, wrap_up_until
             from calls.agents where state = 'wrapUp' and wrap_up_until is not null order by wrap_up_until limit 200)
            union all
            (select 'presence', id, presence_until
             from calls.agents where presence <> 'offline' order by presence_until limit 200)
        ) as due
        order by due
        limit 200
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var sleep = AtMost;
            try
            {
                sleep = await RoundAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                DatabaseUnavailable(exception);
            }

            await ground.Due.SleepAsync(sleep, stoppingToken);
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Due>(SelectDue, null, cancellationToken);
        var isTaken = false;
        foreach (var due in rows)
        {
            if (due.Seconds > 0)
            {
                var until = Math.Clamp(due.Seconds, AtLeast.TotalSeconds, AtMost.TotalSeconds);
                return TimeSpan.FromSeconds(isTaken ? Math.Min(until, UntilFree.TotalSeconds) : until);
            }

            isTaken |= !await TryAsync(due, cancellationToken);
        }

        return isTaken ? UntilFree : rows.Count == 0 ? AtMost : AtLeast;
    }

    /// <summary>False where somebody else has the call or the agent.</summary>
    private async Task<bool> TryAsync(Due due, CancellationToken cancellationToken) => due.Kind switch
    {
        "offer" => await turns.OnCallAsync(new CallId(due.Id), "clock", OfferOver, cancellationToken, ifFree: true) is not null,
        "step" => await turns.OnCallAsync(
            new CallId(due.Id), "clock", StepOver, cancellationToken, countQueues: true, ifFree: true) is not null,
        "wrapUp" => await TryEndWrapUpAsync(new AgentId(due.Id), cancellationToken),
        _ => await turns.OnAgentAsync(
            new AgentId(due.Id), "clock", "presence", PresenceOver, cancellationToken, ifFree: true) is not null,
    };

    private static object? OfferOver(CallPicture picture)
    {
        if (picture.Reservation is not { IsUnanswered: true } offer || offer.Deadline > picture.Now)
        {
            return "not-due";
        }

        // Accepted on the console and yet not picked up: it is the telephone that failed, not the agent.
        OfferRules.Fail(
            picture, offer.State is ReservationState.Accepted ? ReservationState.Failed : ReservationState.Timeout, "no_answer");
        return null;
    }

    private static object? StepOver(CallPicture picture)
    {
        if (picture.Call.StepDeadline is not { } deadline || deadline > picture.Now
            || picture.Call.State is CallState.Offered or CallState.Ended)
        {
            return "not-due";
        }

        RouteRules.StepOver(picture);
        return null;
    }

    private async Task<bool> TryEndWrapUpAsync(AgentId id, CancellationToken cancellationToken)
    {
        CallId? call = null;
        string? code = null;
        var outcome = await turns.OnAgentAsync(id, "clock", "wrap-up-over", (agent, now) =>
        {
            if (agent.State is not AgentState.WrapUp || agent.WrapUpUntil > now)
            {
                return "not-due";
            }

            (call, code) = (agent.CallId, agent.WrapUpCode);
            agent.EndWrapUp(now);
            return null;
        }, cancellationToken, ifFree: true);
        if (outcome is { Refusal: null } && call is { } ended && code is null)
        {
            await WrapUps.WriteAsync(db, ended, id, WrapUps.TimeoutCode, null, bySystem: true, cancellationToken);
        }

        return outcome is not null;
    }

    private object? PresenceOver(Agent agent, DateTimeOffset now)
    {
        if (agent.PresenceUntil is not { } until || until > now)
        {
            return "not-due";
        }

        switch (agent.Presence)
        {
            case Presence.Online:
                agent.Presence = Presence.Grace;
                agent.PresenceUntil = now.AddSeconds(ground.Options.PresenceGraceSeconds);
                return null;
            case Presence.Grace:
                agent.LoseConsole(now);
                return null;
            default:
                return "not-due";
        }
    }

    [LoggerMessage(LogLevel.Warning, "The timers cannot reach the database")]
    private partial void DatabaseUnavailable(Exception exception);

    private sealed record Due(string Kind, Guid Id, double Seconds);
}
