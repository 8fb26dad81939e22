using System.Text.Json;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Matching;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Live;
using Dapper;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Runs turns. A turn is one transaction: it locks the call (and the agent of its open offer), lets pure rules decide,
/// writes, matches what became available, and commits; only then are commands sent and consoles told. Any host may die at any
/// instruction: what is not committed has not happened. Locks are taken in one order everywhere: call, agent, queues.
/// </summary>
internal sealed class TurnRunner(Ground ground, PictureReader reader, TurnEnd end)
{
    // Deadlocks, lost races for the single-assignment indexes, and a transaction that the database ended because this host had
    // stood still in it, are answered by doing the turn again.
    private const int Attempts = 6;
    private const string IdleInTransaction = "25P03";

    private const string SelectDeskCall = $"select {Rows.Call} from calls.calls c where c.id = @id";

    private const string SelectDeskOffer = $"""
        select {Rows.Reservation} from calls.reservations r where r.agent_id = @id and r.ended_at is null limit 1
        """;

    private const string UpsertSource = """
        insert into calls.sources (source, state)
        values (@source, @state)
        on conflict (source) do update    -- the same PBX, now in another state
        set state = excluded.state, since = clock_timestamp(), version = calls.sources.version + 1
        where calls.sources.state <> excluded.state
        returning source, kind, state, since, version
        """;

    // It was of no call then.
    private const string AcceptSaidBefore = """
        update calls.signals set anomaly = null where call_id = $1 and anomaly = 'unknown-call' and type in ('partyLeft', 'callEnded')
        """;

    /// <summary>
    /// A turn about a call that exists; null where it does not. <paramref name="act"/> answers a refusal (nothing is saved)
    /// or null (everything is).
    /// </summary>
    /// <param name="id">The call.</param>
    /// <param name="actor">Who or what makes the turn happen.</param>
    /// <param name="act">The rules.</param>
    /// <param name="cancellationToken">Ends the waiting for the call's row.</param>
    /// <param name="journal">The signal that the turn is about.</param>
    /// <param name="countQueues">Whether the rules must know how full queues are.</param>
    /// <param name="ifFree">
    /// Does nothing where somebody else has the call: for what comes again by itself, so that hosts who look at one deadline
    /// do not line up behind each other and keep the row from a match.
    /// </param>
    internal Task<Outcome?> OnCallAsync(
        CallId id, string actor, Func<CallPicture, object?> act, CancellationToken cancellationToken,
        CallSignal? journal = null, bool countQueues = false, bool ifFree = false) =>
        AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (picture, isRepeat, _) = await reader.ReadAsync(
                connection, transaction, id, actor, journal, countQueues, ifFree, arriving: false, cancellationToken);
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
            if (picture.Call.IsChanged)
            {
                writer.Save(picture.Call, picture.Agent);
            }

            await end.SaveAsync(writer, picture, journal, refusal as string, cancellationToken);
            return new Outcome(picture, refusal);
        }, cancellationToken);

    /// <summary>
    /// The turn in which a call begins. A call that is there already is left as it is; one whose end was said before its
    /// arrival begins and ends here.
    /// </summary>
    internal Task<Outcome?> OnArrivalAsync(
        Call call, Leg citizen, string actor, CallSignal? journal, Action<CallPicture> act, CancellationToken cancellationToken) =>
        AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (existing, isRepeat, before) = await reader.ReadAsync(
                connection, transaction, call.Id, actor, journal, countQueues: false, ifFree: false, arriving: true, cancellationToken);
            if (isRepeat || existing is not null)
            {
                if (!isRepeat)
                {
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return new Outcome(existing, existing is null ? null : "arrived-twice", isRepeat);
            }

            var (now, said) = (before!.Now, before.Signals);
            var picture = new CallPicture
            {
                Call = Fresh(call),
                Legs = [Fresh(citizen)],
                Now = now,
                Queues = ground.Queues,
                Options = ground.Options,
                Actor = actor,
                Waiting = await reader.CountAsync(connection, transaction, call.Route, cancellationToken),
            };
            act(picture);
            EndRules.EndAsSaid(picture, said.Select(one => JsonSerializer.Deserialize<CallSignal>(one, Json.Options)!));
            await using var writer = new Writer(connection, transaction, actor, now);
            writer.Insert(picture.Call);
            if (said.Length > 0)
            {
                writer.Batch.Add(AcceptSaidBefore, call.Id.Value);
            }

            await end.SaveAsync(writer, picture, null, null, cancellationToken);
            return new Outcome(picture, null);
        }, cancellationToken);

    /// <summary>A turn about an agent; null where there is none, or with <paramref name="ifFree"/> where somebody else has the row.</summary>
    internal async Task<AgentOutcome?> OnAgentAsync(
        AgentId id, string actor, string cause, Func<Agent, DateTimeOffset, object?> act, CancellationToken cancellationToken,
        bool ifFree = false) =>
        await AgainAsync(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (agent, now) = await PictureReader.ReadAgentAsync(connection, transaction, id, ifFree, cancellationToken);
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
                ? await connection.QueryFirstOrDefaultAsync<Call>(SelectDeskCall, new { id = callId }, transaction)
                : null;
            var offer = agent.State is AgentState.Reserved
                ? await connection.QueryFirstOrDefaultAsync<Reservation>(
                    SelectDeskOffer, new { id = agent.Id }, transaction)
                : null;
            await using var writer = new Writer(connection, transaction, actor, now);
            writer.Save(agent, cause, offer, call);
            var isAvailable = agent.State is AgentState.Ready && was != (agent.State, agent.Presence);
            var made = await end.MatchAsync(writer, isAvailable ? agent.Queues : [], null, [agent.Id.Value], cancellationToken);
            await end.CommitAsync(writer);

            // Matching read the row again: the caller sees the agent as the commit left it.
            return new AgentOutcome(made.Find(pair => pair.Agent.Id == agent.Id)?.Agent ?? agent, null);
        }, cancellationToken);

    /// <summary>
    /// A PBX is lost or comes back; false where that is known. With its coming back all that waits is matched in the same
    /// transaction: between the two a call that arrives would be served before those that have been waiting.
    /// </summary>
    internal async Task<bool> OnSourceAsync(string source, SourceState state, CancellationToken cancellationToken) =>
        await AgainAsync<SourceView>(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var changed = await connection.QueryFirstOrDefaultAsync<SourceView>(
                UpsertSource, new { source, state = state.Word() }, transaction);
            if (changed is null)
            {
                return null;
            }

            await using var writer = new Writer(connection, transaction, $"pbx:{source}", changed.Since);
            writer.Shown.Add(new LiveChange(Topics.Board, $"source:{source}", changed.Version, Views.Json(changed)));
            string[] queues = state is SourceState.Up ? [.. ground.Queues.All.Select(queue => queue.Key)] : [];
            await end.MatchAsync(writer, queues, null, [], cancellationToken);
            await end.CommitAsync(writer);
            return changed;
        }, cancellationToken) is not null;

    /// <summary>Matches whatever can be matched in these queues, and returns the pairs made.</summary>
    internal async Task<IReadOnlyList<Matcher.Pair>> MatchAsync(string[] queues, string actor, CancellationToken cancellationToken) =>
        await AgainAsync<IReadOnlyList<Matcher.Pair>>(async () =>
        {
            await using var connection = await ground.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var now = await connection.ExecuteScalarAsync<DateTimeOffset>("select clock_timestamp()", transaction: transaction);
            await using var writer = new Writer(connection, transaction, actor, now);
            var made = await end.MatchAsync(writer, queues, null, [], cancellationToken);
            await end.CommitAsync(writer);
            return made;
        }, cancellationToken) ?? [];

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
        CallerPrint = call.CallerPrint,
        CallerShown = call.CallerShown,
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
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation
                or IdleInTransaction)
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
