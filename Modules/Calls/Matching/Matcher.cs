using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Signals;
using ContactCenter.Platform.Database;
using Dapper;
using Npgsql;

namespace ContactCenter.Calls.Matching;

/// <summary>
/// The decision: which waiting call goes to which ready agent. It stands in this file alone. Highest priority first, then
/// earliest arrival; to the agent who serves this caller's open appeal if there is one and free, else to the longest idle.
/// </summary>
/// <remarks>
/// Two transactions that miss one another (a call arrives while an agent frees) would leave both waiting; so whoever makes
/// a call or an agent available takes a short lock per queue concerned before looking. Under those locks rows are taken with
/// <c>skip locked</c> and nothing is waited for, so that no lock order can be violated. A row that somebody else has locked is
/// passed over for the next best, and the queues are looked at again soon: whoever has it may let it go without looking.
/// </remarks>
internal static class Matcher
{
    // The first key of the two-part advisory lock; the second is the queue.
    private const string LockQueues = """
        select pg_advisory_xact_lock(7310, place)
        from (select distinct hashtext(key) as place from unnest($1::text[]) as key order by place) as places
        """;

    private const string Pick = $"""
        with staffed as materialized (
            select distinct e.queue
            from calls.agents a
            join calls.eligibility e on e.agent_id = a.id
            where a.state = 'ready' and (a.presence = 'online' or not a.console_required) and e.queue = any($1)
        ),
        pair as (
            select w.id as call_id, w.queue, idle.id as agent_id, idle.chosen_by
            from (
                select c.id, c.queue, c.priority, c.arrived_at, c.sticky_agent
                from calls.calls c
                where c.state = 'queued'
                  and c.id <> all($3)
                  and c.queue in (select queue from staffed)
                  and not exists (select from calls.sources s where s.source = c.source and s.state = 'suspect')
                order by c.priority desc, c.arrived_at, c.id
            ) as w
            cross join lateral (
                (select a.id, 'sticky' as chosen_by
                 from calls.agents a
                 join calls.eligibility e on e.agent_id = a.id and e.queue = w.queue
                 where a.id = w.sticky_agent
                   and a.id <> all($3)
                   and a.state = 'ready' and (a.presence = 'online' or not a.console_required)
                   and not exists (
                       select from calls.reservations m
                       where m.call_id = w.id and m.agent_id = a.id and m.state in ('timeout', 'rejected', 'failed')
                         and m.ended_at > clock_timestamp() - make_interval(secs => $2)))
                union all
                (select a.id, 'longest-idle'
                 from calls.agents a
                 where a.id <> all($3)
                   and a.state = 'ready' and (a.presence = 'online' or not a.console_required)
                   and exists (select from calls.eligibility e where e.agent_id = a.id and e.queue = w.queue)
                   and not exists (
                       select from calls.reservations m
                       where m.call_id = w.id and m.agent_id = a.id and m.state in ('timeout', 'rejected', 'failed')
                         and m.ended_at > clock_timestamp() - make_interval(secs => $2))
                 order by a.ready_since, a.id
                 limit 1)
                limit 1
            ) as idle
            order by w.priority desc, w.arrived_at, w.id
            limit 1
        ),
        c as materialized (
            select *
            from calls.calls
            where id = (select call_id from pair) and state = 'queued'
            for update skip locked
        ),
        a as materialized (
            select *
            from calls.agents
            where id = (select agent_id from pair) and state = 'ready' and (presence = 'online' or not console_required)
              and exists (select from c)
            for update skip locked
        )
        select pair.chosen_by, pair.call_id, pair.agent_id, pair.queue as wanted_queue, {Rows.Call}, {Rows.Agent}
        from pair
        left join c on true
        left join a on true
        """;

    private const int FirstOfCall = 4;

    /// <summary>Adds the locks and the first look to what is about to be sent.</summary>
    internal static void Add(Batch batch, string[] queues, CallsOptions options)
    {
        batch.Add(LockQueues, queues);
        AddPick(batch, queues, options, []);
    }

    /// <summary>Adds another look, past the calls and agents that were found locked.</summary>
    internal static void AddPick(Batch batch, string[] queues, CallsOptions options, Guid[] locked) =>
        batch.Add(Pick, queues, (double)options.ExclusionSeconds, locked);

    /// <summary>Reads what was found: a pair, or the call or agent of the best one that is locked; null where there is none to make.</summary>
    internal static async Task<Found?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var agentAt = Enumerable.Range(FirstOfCall + 1, reader.FieldCount - FirstOfCall - 1).First(at => reader.GetName(at) == "id");
        if (await reader.IsDBNullAsync(FirstOfCall, cancellationToken))
        {
            return new Found(null, reader.GetGuid(1));
        }

        if (await reader.IsDBNullAsync(agentAt, cancellationToken))
        {
            return new Found(null, reader.GetGuid(2));
        }

        var call = reader.GetRowParser<Call>(startIndex: FirstOfCall, length: agentAt - FirstOfCall)(reader);
        var agent = reader.GetRowParser<Agent>(startIndex: agentAt, length: reader.FieldCount - agentAt)(reader);

        // It was moved since the look began; where it waits now others may be first, and other agents.
        return call.Queue == reader.GetString(3) ? new Found(new Pair(call, agent, reader.GetString(0)), null) : new Found(null, call.Id.Value);
    }

    /// <summary>What a look found.</summary>
    /// <param name="Pair">A pair, both locked.</param>
    /// <param name="Locked">Where it is null: the call or agent that somebody else is changing.</param>
    internal sealed record Found(Pair? Pair, Guid? Locked);

    internal sealed record Pair(Call Call, Agent Agent, string ChosenBy);
}
