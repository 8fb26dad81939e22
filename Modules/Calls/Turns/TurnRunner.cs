using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Matching;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;
using Dapper;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Runs turns. A turn is one transaction: it locks the call (and the agent of its open offer), lets pure rules decide,
/// writes, matches what became available, and commits; only then are commands sent and consoles told. Any host may die at any
/// instruction: what is not committed has not happened. Locks are taken in one order everywhere: call, agent, queues.
/// </summary>
internal sealed class TurnRunner(Ground ground)
{
    // Deadlocks and lost races for the single-assignment indexes are answered by doing the turn again.
    private const int Attempts = 6;

    private const string SelectCall = $"""
        select clock_timestamp() as now, {Rows.Call} from calls.calls c where c.id = $1 for update
        """;

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

    private const string SelectDeskCall = $"select {Rows.Call} from calls.calls c where c.id = $1";

    private const string SelectDeskOffer = $"""
        select {Rows.Reservation} from calls.reservations r where r.agent_id = $1 and r.ended_at is null limit 1
        """;

    private const string CountWaiting = """
        select queue, count(*)::int as waiting
        from calls.calls
        where state in ('queued', 'offered') and queue = any(@queues)
        group by queue
        limit 1000
        """;

    private const string LockQueues = """
        select pg_advisory_xact_lock(7310, place)
        from (select distinct hashtext(key) as place from unnest(@queues) as key order by place) as places
        """;

    /// <summary>
    /// A turn about a call that exists; null where it does not. <paramref name="act"/> answers a refusal (nothing is saved)
    /// or null (everything is).
    /// </summary>
    internal Task<Outcome?> OnCallAsync(
        CallId id, string actor, Func<CallPicture, object?> act, CancellationToken cancellationToken,
        CallSignal? journal = null, bool countQueues = false) =>
        AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (picture, isRepeat) = await ReadAsync(connection, transaction, id, actor, journal, countQueues, cancellationToken);
            if (isRepeat)
            {
                return new Outcome(null, null, IsRepeat: true);
            }

            if (picture is null)
            {
                if (journal is not null)
                {
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return null;
            }

            var refusal = act(picture);
            if (refusal is not null && journal is null)
            {
                return new Outcome(picture, refusal);
            }

            await using var writer = new Writer(connection, transaction, actor, picture.Now);
            writer.Save(picture.Call, picture.Agent);
            await SaveAsync(writer, picture, journal, refusal as string, cancellationToken);
            return new Outcome(picture, refusal);
        }, cancellationToken);

    /// <summary>The turn in which a call begins. A call that is there already is left as it is.</summary>
    internal Task<Outcome?> OnArrivalAsync(
        Call call, Leg citizen, string actor, CallSignal? journal, Action<CallPicture> act, CancellationToken cancellationToken) =>
        AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (existing, isRepeat) = await ReadAsync(
                connection, transaction, call.Id, actor, journal, countQueues: false, cancellationToken);
            if (isRepeat || existing is not null)
            {
                if (!isRepeat)
                {
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return new Outcome(existing, existing is null ? null : "arrived-twice", isRepeat);
            }

            var now = await connection.ExecuteScalarAsync<DateTimeOffset>("select clock_timestamp()", transaction: transaction);
            var picture = new CallPicture
            {
                Call = Fresh(call),
                Legs = [Fresh(citizen)],
                Now = now,
                Queues = ground.Queues,
                Options = ground.Options,
                Actor = actor,
                Waiting = await CountAsync(connection, transaction, RouteQueues(call.Route), cancellationToken),
            };
            act(picture);
            await using var writer = new Writer(connection, transaction, actor, now);
            writer.Insert(picture.Call);
            await SaveAsync(writer, picture, null, null, cancellationToken);
            return new Outcome(picture, null);
        }, cancellationToken);

    /// <summary>A turn about an agent; null where there is none.</summary>
    internal async Task<AgentOutcome?> OnAgentAsync(
        AgentId id, string actor, string cause, Func<Agent, DateTimeOffset, object?> act, CancellationToken cancellationToken) =>
        await AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (agent, now) = await ReadAgentAsync(connection, transaction, id, cancellationToken);
            if (agent is null)
            {
                return null;
            }

            var was = (agent.State, agent.Presence);
            var refusal = act(agent, now);
            if (refusal is not null)
            {
                return new AgentOutcome(agent, refusal);
            }

            var call = agent.CallId is { } callId
                ? await connection.QueryFirstOrDefaultAsync<Call>(SelectDeskCall.Replace("$1", "@id"), new { id = callId }, transaction)
                : null;
            var offer = agent.State is AgentState.Reserved
                ? await connection.QueryFirstOrDefaultAsync<Reservation>(
                    SelectDeskOffer.Replace("$1", "@id"), new { id = agent.Id }, transaction)
                : null;
            await using var writer = new Writer(connection, transaction, actor, now);
            writer.Save(agent, cause, offer, call);
            var isAvailable = agent.State is AgentState.Ready && was != (agent.State, agent.Presence);
            var made = await MatchAsync(writer, isAvailable ? agent.Queues : [], null, cancellationToken);
            await CommitAsync(writer, cancellationToken);

            // Matching read the row again: the caller sees the agent as the commit left it.
            return new AgentOutcome(made.Find(pair => pair.Agent.Id == agent.Id)?.Agent ?? agent, null);
        }, cancellationToken);

    /// <summary>Matches whatever can be matched in these queues, and returns the pairs made.</summary>
    internal async Task<IReadOnlyList<Matcher.Pair>> MatchAsync(string[] queues, string actor, CancellationToken cancellationToken) =>
        await AgainAsync<IReadOnlyList<Matcher.Pair>>(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var now = await connection.ExecuteScalarAsync<DateTimeOffset>("select clock_timestamp()", transaction: transaction);
            await using var writer = new Writer(connection, transaction, actor, now);
            var made = await MatchAsync(writer, queues, null, cancellationToken);
            await CommitAsync(writer, cancellationToken);
            return made;
        }, cancellationToken) ?? [];

    private async Task SaveAsync(
        Writer writer, CallPicture picture, CallSignal? journal, string? anomaly, CancellationToken cancellationToken)
    {
        var call = picture.Call;
        foreach (var leg in picture.Legs)
        {
            writer.Save(call.Id, leg);
        }

        if (picture.Reservation is { } reservation)
        {
            writer.Save(reservation);
        }

        if (picture.Agent is { } agent)
        {
            var isTheirs = agent.CallId == call.Id;
            writer.Save(agent, Cause(picture), isTheirs ? picture.Reservation : null, isTheirs ? call : null);
        }

        foreach (var note in picture.Notes)
        {
            writer.Note(call.Id, note);
        }

        if (journal is not null && anomaly is not null)
        {
            writer.Batch.Add(Sql.MarkAnomaly, journal.Stamp.Source, journal.Stamp.Id, anomaly);
        }

        if (journal is not null)
        {
            Confirmation.Add(writer.Batch, journal);
        }

        var queues = picture.Wake.Concat(picture is { AgentFreed: true, Agent: { State: AgentState.Ready } freed } ? freed.Queues : [])
            .Distinct().ToArray();
        writer.Commands.AddRange(picture.Commands);
        var made = await MatchAsync(writer, queues, picture, cancellationToken);
        if (call.State is CallState.Queued && made.TrueForAll(pair => pair.Call.Id != call.Id) && picture.NeedsMusic)
        {
            var before = picture.Commands.Count;
            CallRules.GiveMusic(picture);
            writer.Commands.AddRange(picture.Commands.Skip(before));
            writer.Save(call.Id, picture.Citizen);
        }

        MissedCalls.Add(writer.Batch, picture);
        await CommitAsync(writer, cancellationToken);
    }

    /// <summary>
    /// Sends the rows, then makes pairs until there is none to make. A greeting is played, and a citizen who was already
    /// picked up has music, even where an agent is found at once: nobody is left in silence while a telephone rings.
    /// </summary>
    private async Task<List<Matcher.Pair>> MatchAsync(
        Writer writer, string[] queues, CallPicture? own, CancellationToken cancellationToken)
    {
        var made = new List<Matcher.Pair>();
        if (queues.Length == 0)
        {
            return made;
        }

        Matcher.Add(writer.Batch, queues, ground.Options);
        while (true)
        {
            Matcher.Pair? pair;
            await using (var reader = await writer.FlushAsync(cancellationToken))
            {
                // The answers before the last are of the statements that were waiting, the locks among them.
                while (reader.FieldCount < 10 && await reader.NextResultAsync(cancellationToken))
                {
                }

                pair = await Matcher.ReadAsync(reader, cancellationToken);
            }

            if (pair is null)
            {
                return made;
            }

            made.Add(Offer(writer, pair, own));
            Matcher.AddPick(writer.Batch, queues, ground.Options);
        }
    }

    private Matcher.Pair Offer(Writer writer, Matcher.Pair pair, CallPicture? own)
    {
        if (own is not null && pair.Call.Id == own.Call.Id
            && (own.Greeting is not null || (own.NeedsMusic && own.Citizen.State is not LegState.Ringing)))
        {
            var before = own.Commands.Count;
            CallRules.GiveMusic(own);
            writer.Commands.AddRange(own.Commands.Skip(before));
            writer.Save(own.Call.Id, own.Citizen);
        }

        var queue = ground.Queues[pair.Call.Queue];
        var reservation = OfferRules.Offer(pair.Call, pair.Agent, queue, ground.Options, writer.Now, writer.Commands);
        writer.Insert(pair.Call.Id, reservation, pair.ChosenBy, ground.Host);
        if (pair.Agent.PhoneMode is PhoneMode.Rings)
        {
            writer.Save(pair.Call.Id, OfferRules.AgentLeg(reservation, pair.Agent, writer.Now));
        }

        writer.Save(pair.Call, pair.Agent);
        writer.Save(pair.Agent, "offered", reservation, pair.Call);
        writer.Note(pair.Call.Id, new CallNote(
            "offered", pair.Call.State, queue.Key, pair.Agent.Id, reservation.Leg, "matcher", pair.ChosenBy, null));
        return pair;
    }

    private async Task CommitAsync(Writer writer, CancellationToken cancellationToken)
    {
        var changes = await writer.CommitAsync(ground, cancellationToken);
        ground.Outlet.Offer(writer.Commands);
        if (changes.Count > 0)
        {
            ground.Feed.Committed(changes);
        }

        if (writer.Due is { } due)
        {
            ground.Due.Plan(due - writer.Now);
        }
    }

    private async Task<(CallPicture? Picture, bool IsRepeat)> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CallId id, string actor, CallSignal? journal,
        bool countQueues, CancellationToken cancellationToken)
    {
        await using var batch = new Platform.Database.Batch(connection, transaction);
        if (journal is not null)
        {
            batch.Add(Sql.InsertSignal, journal.Stamp.Source, journal.Stamp.Id, id.Value, Sql.TypeOf(journal),
                System.Text.Json.JsonSerializer.Serialize(journal, Platform.Json.Options), journal.Stamp.At.UtcDateTime);
        }

        batch.Add(SelectCall, id.Value);
        batch.Add(SelectLegs, id.Value);
        batch.Add(SelectReservation, id.Value);
        batch.Add(SelectAgentOfCall, id.Value);
        CallPicture? picture;
        await using (var reader = await batch.ReadAsync(cancellationToken))
        {
            if (journal is not null)
            {
                if (!await reader.ReadAsync(cancellationToken))
                {
                    return (null, true);
                }

                await reader.NextResultAsync(cancellationToken);
            }

            picture = await PictureAsync(reader, actor, cancellationToken);
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
                Waiting = await CountAsync(connection, transaction, RouteQueues(picture.Call.Route), cancellationToken),
            };
        }

        return (picture, false);
    }

    private async Task<CallPicture?> PictureAsync(NpgsqlDataReader reader, string actor, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var now = new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero);
        var call = reader.GetRowParser<Call>(startIndex: 1, length: reader.FieldCount - 1)(reader);
        await reader.NextResultAsync(cancellationToken);
        var legs = new List<Leg>();
        var parser = reader.GetRowParser<Leg>();
        while (await reader.ReadAsync(cancellationToken))
        {
            legs.Add(parser(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        var reservation = await reader.ReadAsync(cancellationToken) ? reader.GetRowParser<Reservation>()(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        var agent = await reader.ReadAsync(cancellationToken) ? reader.GetRowParser<Agent>()(reader) : null;
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

    private static async Task<(Agent? Agent, DateTimeOffset Now)> ReadAgentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AgentId id, CancellationToken cancellationToken)
    {
        await using var batch = new Platform.Database.Batch(connection, transaction);
        batch.Add(SelectAgent, id.Value);
        await using var reader = await batch.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetRowParser<Agent>(startIndex: 1, length: reader.FieldCount - 1)(reader),
                new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero))
            : default;
    }

    /// <summary>How many wait in those of the queues that have a maximum length, counted under their locks so that it is exact.</summary>
    private async Task<IReadOnlyDictionary<string, int>> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var queues = keys.Where(key => ground.Queues[key].MaxLength is not null).Distinct().ToArray();
        if (queues.Length == 0)
        {
            return new Dictionary<string, int>();
        }

        await connection.ExecuteAsync(new CommandDefinition(
            LockQueues, new { queues }, transaction, cancellationToken: cancellationToken));
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

    private static string Cause(CallPicture picture) => picture.Notes.Count > 0 ? picture.Notes[^1].Kind : "call";

    // A turn that is done again must not start from what the first try changed.
    private static Call Fresh(Call call) => new()
    {
        Id = call.Id,
        Source = call.Source,
        PbxCall = call.PbxCall,
        Direction = call.Direction,
        Line = call.Line,
        LineName = call.LineName,
        Dialled = call.Dialled,
        Caller = call.Caller,
        RouteJson = call.RouteJson,
        ArrivedAt = call.ArrivedAt,
        CitizenLeg = call.CitizenLeg,
        StickyAgent = call.StickyAgent,
        CallbackId = call.CallbackId,
        Priority = call.Priority,
    };

    private static Leg Fresh(Leg leg) => new()
    {
        Id = leg.Id,
        Role = leg.Role,
        Address = leg.Address,
        State = leg.State,
        StartedAt = leg.StartedAt,
    };

    private static async Task<T?> AgainAsync<T>(Func<Task<T?>> turn, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await turn();
            }
            catch (PostgresException exception) when (attempt < Attempts && exception.SqlState is
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>What a call's turn led to.</summary>
    internal sealed record Outcome(CallPicture? Picture, object? Refusal, bool IsRepeat = false);

    /// <summary>What an agent's turn led to.</summary>
    internal sealed record AgentOutcome(Agent Agent, object? Refusal);
}
