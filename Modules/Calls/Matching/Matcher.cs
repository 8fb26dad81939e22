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
/// <c>skip locked</c> and nothing is waited for, so that no lock order can be violated.
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
            select w.id as call_id, idle.id as agent_id, idle.chosen_by
            from (
                select c.id, c.queue, c.priority, c.arrived_at, c.sticky_agent
                from calls.calls c
                where c.state = 'queued'
                  and c.queue in (select queue from staffed)
                  and not exists (select from calls.sources s where s.source = c.source and s.state = 'suspect')
                order by c.priority desc, c.arrived_at, c.id
            ) as w
            cross join lateral (
                (select a.id, 'sticky' as chosen_by
                 from calls.agents a
                 join calls.eligibility e on e.agent_id = a.id and e.queue = w.queue
                 where a.id = w.sticky_agent
                   and a.state = 'ready' and (a.presence = 'online' or not a.console_required)
                   and not exists (
                       select from calls.reservations m
                       where m.call_id = w.id and m.agent_id = a.id and m.state in ('timeout', 'rejected', 'failed')
                         and m.ended_at > clock_timestamp() - make_interval(secs => $2)))
                union all
                (select a.id, 'longest-idle'
                 from calls.agents a
                 where a.state = 'ready' and (a.presence = 'online' or not a.console_required)
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
        )
        select pair.chosen_by, {Rows.Call}, {Rows.Agent}
        from pair
        join calls.calls c on c.id = pair.call_id
        join calls.agents a on a.id = pair.agent_id
        where c.state = 'queued' and a.state = 'ready'
        for update of c, a skip locked
        """;

    /// <summary>Adds the locks and the first look to what is about to be sent.</summary>
    internal static void Add(Batch batch, string[] queues, CallsOptions options)
    {
        batch.Add(LockQueues, (object)queues);
        AddPick(batch, queues, options);
    }

    internal static void AddPick(Batch batch, string[] queues, CallsOptions options) =>
        batch.Add(Pick, queues, (double)options.ExclusionSeconds);

    /// <summary>Reads the pair that was picked, or null where there is none to make.</summary>
    internal static async Task<Pair?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var chosenBy = reader.GetString(0);
        var secondId = Enumerable.Range(2, reader.FieldCount - 2).First(at => reader.GetName(at) == "id");
        var call = reader.GetRowParser<Call>(startIndex: 1, length: secondId - 1)(reader);
        var agent = reader.GetRowParser<Agent>(startIndex: secondId, length: reader.FieldCount - secondId)(reader);
        return new Pair(call, agent, chosenBy);
    }

    internal sealed record Pair(Call Call, Agent Agent, string ChosenBy);
}
