using ContactCenter.Contracts.Access;
using ContactCenter.Telephony.EventApi.Intake;
using Npgsql;
using NpgsqlTypes;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>
/// What one call has waiting, taken under a lock that one host at a time holds and that the database frees by itself when that
/// host dies. One round trip to take it, one to give it back.
/// </summary>
internal static class LaneStore
{
    // The first half of every advisory lock of this kind; any constant will do that no other kind has.
    private const int LockClass = 7_310_420;

    // A call with more is a PBX gone mad; it gets its turn like any other and comes again.
    private const int MostRows = 1_000;

    /// <summary>Takes the lock and reads what waits, or returns null where another host is at it.</summary>
    internal static async Task<LaneWork?> TakeAsync(
        NpgsqlConnection connection, CallKey key, ISealedMessages messages, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, TryLock, key).Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        Add(batch, FindState, key);
        Add(batch, FindLegNames, key);
        Add(batch, FindRows, key).Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostRows });

        await using var answer = await batch.ExecuteReaderAsync(cancellationToken);
        await answer.ReadAsync(cancellationToken);
        if (!answer.GetBoolean(0))
        {
            return null;
        }

        await answer.NextResultAsync(cancellationToken);
        if (!await answer.ReadAsync(cancellationToken))
        {
            return LaneWork.Nothing;
        }

        var now = answer.GetFieldValue<DateTimeOffset>(0);
        TimeSpan? skew = await answer.IsDBNullAsync(1, cancellationToken)
            ? null
            : TimeSpan.FromMilliseconds(answer.GetInt32(1));
        var cursor = await answer.IsDBNullAsync(2, cancellationToken)
            ? default
            : new CallCursor(answer.GetInt64(2), answer.GetInt32(3), answer.GetBoolean(4), answer.GetBoolean(5));
        var knownAs = await answer.IsDBNullAsync(6, cancellationToken) ? null : answer.GetString(6);
        var isNew = await answer.IsDBNullAsync(2, cancellationToken);

        await answer.NextResultAsync(cancellationToken);
        var legs = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await answer.ReadAsync(cancellationToken))
        {
            legs[answer.GetString(0)] = answer.GetString(1);
        }

        await answer.NextResultAsync(cancellationToken);
        var rows = new List<JournalRow>();
        while (await answer.ReadAsync(cancellationToken))
        {
            rows.Add(new JournalRow(
                answer.GetInt64(0), answer.GetString(1), answer.GetString(2), answer.GetInt64(3), answer.GetInt64(4),
                await answer.IsDBNullAsync(5, cancellationToken) ? null : answer.GetInt32(5),
                answer.GetFieldValue<DateTimeOffset>(6), answer.GetFieldValue<DateTimeOffset>(7), answer.GetInt32(8),
                EventReading.Read(messages.Open(answer.GetFieldValue<byte[]>(9)))));
        }

        return new LaneWork(now, skew, cursor, isNew, knownAs, legs, rows, rows.Count == MostRows);
    }

    /// <summary>
    /// Writes down what was done and frees the lock, in one transaction. It leaves the disk to those who take events in: what a
    /// power cut loses of it is done again, and the Calls module knows a signal that it has had.
    /// </summary>
    internal static async Task SettleAsync(
        NpgsqlConnection connection, CallKey key, Settlement settlement, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SkipDisk));
        if (settlement.Cursor is { } cursor)
        {
            var upsert = Add(batch, UpsertCursor, key).Parameters;
            upsert.Add(new NpgsqlParameter<long> { TypedValue = cursor.Epoch });
            upsert.Add(new NpgsqlParameter<int> { TypedValue = cursor.CallSequence });
            upsert.Add(new NpgsqlParameter<bool> { TypedValue = cursor.HasGap });
            upsert.Add(new NpgsqlParameter<bool> { TypedValue = cursor.HasEnded });
            upsert.Add(new NpgsqlParameter { Value = (object?)settlement.KnownAs ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        if (settlement.Legs.Count > 0)
        {
            var legs = Add(batch, InsertLegs, key).Parameters;
            legs.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settlement.Legs.Keys] });
            legs.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settlement.Legs.Values] });
        }

        if (settlement.Oddities.Count > 0)
        {
            var oddities = Add(batch, InsertOddities, key).Parameters;
            oddities.Add(new NpgsqlParameter<long[]> { TypedValue = [.. settlement.Oddities.Select(one => one.Id)] });
            oddities.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settlement.Oddities.Select(one => one.Kind)] });
        }

        if (settlement.WantsSnapshot)
        {
            Add(batch, WantSnapshot, key);
        }

        if (settlement.Done.Count > 0)
        {
            Add(batch, DeletePending, key).Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. settlement.Done] });
        }

        Add(batch, Unlock, key).Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts a failure that is not the database's absence.</summary>
    internal static async Task NoteFailureAsync(
        NpgsqlConnection connection, CallKey key, long id, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, CountFailure, key).Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, CallKey key)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Call });
        batch.BatchCommands.Add(command);
        return command;
    }

    // A statement of its own, so that the ones after it see what the last holder committed.
    private const string TryLock = "select pg_try_advisory_lock($3, hashtext($1 || chr(10) || $2))";

    // All statements of a batch are one transaction, which is_local is for.
    private const string SkipDisk = "select set_config('synchronous_commit', 'off', true)";

    private const string Unlock = "select pg_advisory_unlock($3, hashtext($1 || chr(10) || $2))";

    private const string FindState = """
        select now(), source.skew_ms, cursor.epoch, cursor.call_sequence, cursor.gap, cursor.ended_at is not null, cursor.known_as
        from telephony.sources source
        left join telephony.call_cursors cursor on cursor.source = source.source and cursor.call = $2
        where source.source = $1
        """;

    private const string FindLegNames = """
        select leg, known_as from telephony.leg_names where source = $1 and call = $2 limit 100
        """;

    private const string FindRows = """
        select inbox.id, inbox.event_id, inbox.epoch, epoch.number, inbox.sequence, inbox.call_sequence,
            inbox.happened_at, inbox.received_at, pending.failures, inbox.body
        from telephony.pending pending
        join telephony.inbox inbox on inbox.source = pending.source and inbox.id = pending.id
        join telephony.source_epochs epoch on epoch.source = inbox.source and epoch.epoch = inbox.epoch
        where pending.source = $1 and pending.call = $2
        order by pending.id
        limit $3
        """;

    private const string UpsertCursor = """
        insert into telephony.call_cursors (source, call, epoch, call_sequence, gap, ended_at, known_as)
        values ($1, $2, $3, $4, $5, case when $6 then now() end, $7)
        on conflict (source, call) do update  -- Only the first event of a call finds no row.
        set epoch = excluded.epoch,
            call_sequence = excluded.call_sequence,
            gap = excluded.gap,
            ended_at = coalesce(call_cursors.ended_at, excluded.ended_at),
            known_as = coalesce(call_cursors.known_as, excluded.known_as),
            updated_at = now()
        """;

    private const string InsertLegs = """
        insert into telephony.leg_names (source, call, leg, known_as)
        select $1, $2, leg, known_as from unnest($3, $4) as name (leg, known_as)
        on conflict (source, call, leg) do nothing  -- Said before; a name does not change.
        """;

    private const string InsertOddities = """
        insert into telephony.oddities (source, id, kind)
        select $1, id, kind from unnest($3, $4) as oddity (id, kind)
        where $2 = $2
        on conflict (source, id, kind) do nothing  -- Noted before the host that noted it died.
        """;

    private const string WantSnapshot = """
        update telephony.sources set snapshot_wanted_at = now() where source = $1 and snapshot_wanted_at is null and $2 = $2
        """;

    private const string DeletePending = """
        delete from telephony.pending where source = $1 and call = $2 and id = any ($3)
        """;

    private const string CountFailure = """
        update telephony.pending set failures = failures + 1 where source = $1 and call = $2 and id = $3
        """;
}
