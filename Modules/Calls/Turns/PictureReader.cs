using System.Text.Json;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using Dapper;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>Reads what a turn is about, and locks it: the call first, then the agent of its open offer.</summary>
internal sealed class PictureReader(Ground ground)
{
    private const string SelectCall = $"""
        select clock_timestamp() as now, {Rows.Call} from calls.calls c where c.id = $1 for update
        """;

    private const string SelectFreeCall = $"{SelectCall} skip locked";

    private const string SelectLegs = $"select {Rows.Leg} from calls.legs l where l.call_id = $1 order by l.started_at limit 500";

    private const string SelectReservation = $"""
        select {Rows.Reservation} from calls.reservations r where r.call_id = $1 and r.ended_at is null limit 1
        """;

    private const string SelectAgentOfCall = $"""
        select {Rows.Agent}
        from calls.agents a
        where a.id = (select r.agent_id from calls.reservations r where r.call_id = $1 and r.ended_at is null)
        for update of a
        """;

    private const string SelectAgent = $"select clock_timestamp() as now, {Rows.Agent} from calls.agents a where a.id = $1 for update of a";

    private const string SelectFreeAgent = $"{SelectAgent} skip locked";

    private const string CountWaiting = """
        select queue, count(*)::int as waiting
        from calls.calls
        where state in ('queued', 'offered') and queue = any(@queues)
        group by queue
        limit 1000
        """;

    private const string SelectSaidBefore = """
        select array(
                   select payload
                   from calls.signals
                   where call_id = $1 and type in ('partyLeft', 'callEnded')
                   order by received_at
                   limit 100) as said,
               clock_timestamp() as now
        """;

    // Locks of their own, always taken before those of matching: were they the same, two turns that count one queue and match in
    // another would wait for each other.
    private const string LockLengths = """
        select pg_advisory_xact_lock(7314, place)
        from (select distinct hashtext(key) as place from unnest(@queues) as key order by place) as places
        """;

    /// <summary>
    /// Locks a call and the agent of its open offer, and journals the signal about it; a signal that is there already is a repeat;
    /// with <paramref name="ifFree"/> a call that somebody else has locked is taken for none.
    /// Where the call is <paramref name="arriving"/>, it answers what was said of it before.
    /// </summary>
    internal async Task<(CallPicture? Picture, bool IsRepeat, SaidBefore? Before)> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CallId id, string actor, CallSignal? journal,
        bool countQueues, bool ifFree, bool arriving, CancellationToken cancellationToken)
    {
        await using var batch = new Batch(connection, transaction);
        if (journal is not null)
        {
            batch.Add(Sql.InsertSignal, journal.Stamp.Source, journal.Stamp.Id, id.Value, Sql.TypeOf(journal),
                JsonSerializer.Serialize(journal, Json.Options), journal.Stamp.At.UtcDateTime);
        }

        batch.Add(ifFree ? SelectFreeCall : SelectCall, id.Value);
        batch.Add(SelectLegs, id.Value);
        batch.Add(SelectReservation, id.Value);
        batch.Add(SelectAgentOfCall, id.Value);
        if (arriving)
        {
            batch.Add(SelectSaidBefore, id.Value);
        }

        CallPicture? picture;
        SaidBefore? before = null;
        await using (var reader = await batch.ReadAsync(cancellationToken))
        {
            if (journal is not null)
            {
                if (!await reader.ReadAsync(cancellationToken))
                {
                    return (null, true, null);
                }
                await reader.NextResultAsync(cancellationToken);
            }

            picture = await PictureAsync(reader, actor, cancellationToken);
            if (arriving && picture is null)
            {
                while (reader.GetName(0) != "said" && await reader.NextResultAsync(cancellationToken))
                {
                }

                await reader.ReadAsync(cancellationToken);
                before = new SaidBefore(new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero), reader.GetFieldValue<string[]>(0));
            }
        }

        if (picture is not null && countQueues)
        {
            picture = new CallPicture
            {
                Call = picture.Call,
                Legs = picture.Legs,
                Reservation = picture.Reservation,
                Agent = picture.Agent,
                Now = picture.Now,
                Queues = picture.Queues,
                Options = picture.Options,
                Actor = picture.Actor,
                Waiting = await CountAsync(connection, transaction, picture.Call.Route, cancellationToken),
            };
        }

        return (picture, false, before);
    }

    private async Task<CallPicture?> PictureAsync(NpgsqlDataReader reader, string actor, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var now = new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero);
        var call = reader.GetRowParser<Call>(startIndex: 1, length: reader.FieldCount - 1)(reader);
        call.Remember();
        await reader.NextResultAsync(cancellationToken);
        var legs = new List<Leg>();
        var parser = reader.GetRowParser<Leg>();
        while (await reader.ReadAsync(cancellationToken))
        {
            legs.Add(parser(reader));
            legs[^1].Remember();
        }

        await reader.NextResultAsync(cancellationToken);
        var reservation = await reader.ReadAsync(cancellationToken) ? reader.GetRowParser<Reservation>()(reader) : null;
        reservation?.Remember();
        await reader.NextResultAsync(cancellationToken);
        var agent = await reader.ReadAsync(cancellationToken) ? reader.GetRowParser<Agent>()(reader) : null;
        agent?.Remember();
        return new CallPicture
        {
            Call = call,
            Legs = legs,
            Reservation = reservation,
            Agent = agent,
            Now = now,
            Queues = ground.Queues,
            Options = ground.Options,
            Actor = actor,
        };
    }

    /// <summary>Locks an agent; with <paramref name="ifFree"/> one that somebody else has locked is taken for none.</summary>
    internal static async Task<(Agent? Agent, DateTimeOffset Now)> ReadAgentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AgentId id, bool ifFree, CancellationToken cancellationToken)
    {
        await using var batch = new Batch(connection, transaction);
        batch.Add(ifFree ? SelectFreeAgent : SelectAgent, id.Value);
        await using var reader = await batch.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetRowParser<Agent>(startIndex: 1, length: reader.FieldCount - 1)(reader),
                new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero))
            : default;
    }

    /// <summary>How many wait in those of the queues that have a maximum length, counted under their locks so that it is exact.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CallRoute route, CancellationToken cancellationToken)
    {
        var queues = RouteQueues(route).Where(key => ground.Queues[key].MaxLength is not null).Distinct().ToArray();
        if (queues.Length == 0)
        {
            return new Dictionary<string, int>();
        }

        await connection.ExecuteAsync(new CommandDefinition(
            LockLengths, new { queues }, transaction, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<(string Queue, int Waiting)>(new CommandDefinition(
            CountWaiting, new { queues }, transaction, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Queue, row => row.Waiting);
    }

    private IEnumerable<string> RouteQueues(CallRoute route)
    {
        foreach (var step in route.Steps.OfType<QueueStep>())
        {
            var seen = new HashSet<string>();
            for (var queue = ground.Queues[step.Queue]; seen.Add(queue.Key); queue = ground.Queues[queue.OverflowQueue])
            {
                yield return queue.Key;
                if (queue.OverflowQueue is null)
                {
                    break;
                }
            }
        }

        yield return ground.Options.FallbackQueue;
    }

    /// <summary>What was said of a call before it was there, and when it was looked for.</summary>
    internal sealed record SaidBefore(DateTimeOffset Now, string[] Signals);
}
