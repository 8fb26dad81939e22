using Npgsql;
using NpgsqlTypes;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>One connection that writes events into the journal, many in one statement, committed when the call returns.</summary>
internal sealed class JournalWriter(NpgsqlDataSource database) : IAsyncDisposable
{
    private const int CommandTimeoutSeconds = 5;

    private readonly HashSet<(string, string)> knownEpochs = [];
    private NpgsqlConnection? connection;
    private NpgsqlCommand? insert;

    /// <summary>
    /// Writes what is new and gives every arrival its outcome. Where it throws, none of them is known to be durable.
    /// </summary>
    internal async Task WriteAsync(IReadOnlyList<PostedEvent> arrivals, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
            await NoteEpochsAsync(arrivals, cancellationToken);
            var left = await InsertAsync(arrivals, cancellationToken);
            if (left.Count > 0)
            {
                await RecogniseAsync(left, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not PostgresException { IsTransient: false })
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
            (connection, insert) = (null, null);
        }
    }

    /// <summary>Inserts and returns those that were there already, keyed by source and id.</summary>
    private async Task<List<PostedEvent>> InsertAsync(IReadOnlyList<PostedEvent> arrivals, CancellationToken cancellationToken)
    {
        Fill(insert!, arrivals);
        List<PostedEvent> left = [];
        var next = 0;
        Dictionary<(string, string), PostedEvent>? byKey = null;
        await using (var rows = await insert!.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                var (position, id, source) = (rows.GetInt64(0), rows.GetString(1), rows.GetString(2));
                if (byKey is null && next < arrivals.Count && arrivals[next].Event is { } first && first.Id == id && first.Source == source)
                {
                    // Rows come back in the order they went in, as long as none was left out.
                    arrivals[next++].Accept(position);
                    continue;
                }

                byKey ??= FirstByKey(arrivals.Skip(next));
                byKey[(source, id)].Accept(position);
            }
        }

        for (var index = next; index < arrivals.Count; index++)
        {
            if (arrivals[index].Outcome.Position is 0)
            {
                left.Add(arrivals[index]);
            }
        }

        return left;
    }

    private async Task RecogniseAsync(List<PostedEvent> repeats, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(FindThere, connection);
        find.CommandTimeout = CommandTimeoutSeconds;
        find.Parameters.Add(new NpgsqlParameter<string[]>("Sources", [.. repeats.Select(one => one.Event.Source!)]));
        find.Parameters.Add(new NpgsqlParameter<string[]>("Ids", [.. repeats.Select(one => one.Event.Id!)]));
        var there = repeats.ToLookup(one => (one.Event.Source!, one.Event.Id!));
        await using var rows = await find.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var hash = rows.GetFieldValue<byte[]>(3);
            foreach (var repeat in there[(rows.GetString(0), rows.GetString(1))])
            {
                repeat.Recognise(rows.GetInt64(2), hash);
            }
        }
    }

    /// <summary>Opens the connection where it is not open.</summary>
    internal async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (connection is { State: System.Data.ConnectionState.Open })
        {
            return;
        }

        await DisposeAsync();
        connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var durable = new NpgsqlCommand(WaitForDisk, connection))
        {
            await durable.ExecuteNonQueryAsync(cancellationToken);
        }

        insert = new NpgsqlCommand(InsertNew, connection) { CommandTimeout = CommandTimeoutSeconds };
        insert.Parameters.Add(new NpgsqlParameter<string[]>("Sources", NpgsqlDbType.Array | NpgsqlDbType.Text));
        insert.Parameters.Add(new NpgsqlParameter<string[]>("Ids", NpgsqlDbType.Array | NpgsqlDbType.Text));
        insert.Parameters.Add(new NpgsqlParameter<byte[][]>("Hashes", NpgsqlDbType.Array | NpgsqlDbType.Bytea));
        insert.Parameters.Add(new NpgsqlParameter<string[]>("Types", NpgsqlDbType.Array | NpgsqlDbType.Text));
        insert.Parameters.Add(new NpgsqlParameter<string[]>("Calls", NpgsqlDbType.Array | NpgsqlDbType.Text));
        insert.Parameters.Add(new NpgsqlParameter<string[]>("Epochs", NpgsqlDbType.Array | NpgsqlDbType.Text));
        insert.Parameters.Add(new NpgsqlParameter<long[]>("Sequences", NpgsqlDbType.Array | NpgsqlDbType.Bigint));
        insert.Parameters.Add(new NpgsqlParameter<int?[]>("CallSequences", NpgsqlDbType.Array | NpgsqlDbType.Integer));
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]>("Times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz));
        insert.Parameters.Add(new NpgsqlParameter<byte[][]>("Bodies", NpgsqlDbType.Array | NpgsqlDbType.Bytea));
        await insert.PrepareAsync(cancellationToken);
    }

    /// <summary>Numbers new epochs before any of their events can be seen: their order is the order of arrival.</summary>
    private async Task NoteEpochsAsync(IReadOnlyList<PostedEvent> arrivals, CancellationToken cancellationToken)
    {
        foreach (var arrival in arrivals)
        {
            var epoch = (arrival.Event.Source!, arrival.Event.Epoch!);
            if (knownEpochs.Contains(epoch))
            {
                continue;
            }

            await using var note = new NpgsqlCommand(NoteEpoch, connection);
            note.Parameters.AddWithValue("Source", epoch.Item1);
            note.Parameters.AddWithValue("Epoch", epoch.Item2);
            note.Parameters.AddWithValue("Local", LocalEvents.Epoch);
            await note.ExecuteNonQueryAsync(cancellationToken);
            if (knownEpochs.Count > 1_000)
            {
                // A source that invents epochs must not fill our memory.
                knownEpochs.Clear();
            }

            knownEpochs.Add(epoch);
        }
    }

    private static void Fill(NpgsqlCommand insert, IReadOnlyList<PostedEvent> arrivals)
    {
        var parameters = insert.Parameters;
        Set(parameters[0], arrivals, static one => one.Event.Source!);
        Set(parameters[1], arrivals, static one => one.Event.Id!);
        Set(parameters[2], arrivals, static one => one.Hash);
        Set(parameters[3], arrivals, static one => one.Event.Type!);
        Set(parameters[4], arrivals, static one => one.Call);
        Set(parameters[5], arrivals, static one => one.Event.Epoch!);
        Set(parameters[6], arrivals, static one => one.Event.Sequence!.Value);
        Set(parameters[7], arrivals, static one => one.Event.CallSeq);
        Set(parameters[8], arrivals, static one => one.Event.Time!.Value.UtcDateTime);
        Set(parameters[9], arrivals, static one => one.Body);
    }

    private static void Set<T>(NpgsqlParameter parameter, IReadOnlyList<PostedEvent> arrivals, Func<PostedEvent, T> value)
    {
        var values = new T[arrivals.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(arrivals[index]);
        }

        ((NpgsqlParameter<T[]>)parameter).TypedValue = values;
    }

    private static Dictionary<(string, string), PostedEvent> FirstByKey(IEnumerable<PostedEvent> arrivals)
    {
        var byKey = new Dictionary<(string, string), PostedEvent>();
        foreach (var arrival in arrivals)
        {
            byKey.TryAdd((arrival.Event.Source!, arrival.Event.Id!), arrival);
        }

        return byKey;
    }

    // Durable before the answer, whatever the database's own default is.
    private const string WaitForDisk = """
        select set_config('synchronous_commit', 'on', false)
        where current_setting('synchronous_commit') in ('off', 'local')
        """;

    // A repeat is left out; it waits for the first one's transaction where that is still open.
    private const string InsertNew = """
        with fresh as (
            insert into telephony.inbox
                (source, event_id, hash, type, call, epoch, sequence, call_sequence, happened_at, body)
            select source, event_id, hash, type, call, epoch, sequence, call_sequence, happened_at, body
            from unnest(@Sources, @Ids, @Hashes, @Types, @Calls, @Epochs, @Sequences, @CallSequences, @Times, @Bodies)
                as event (source, event_id, hash, type, call, epoch, sequence, call_sequence, happened_at, body)
            on conflict (source, event_id) do nothing
            returning source, call, id, event_id
        ), queued as (
            insert into telephony.pending (source, call, id)
            select source, call, id from fresh
        )
        select id, event_id, source from fresh
        """;

    private const string FindThere = """
        select inbox.source, inbox.event_id, inbox.id, inbox.hash
        from unnest(@Sources, @Ids) as wanted (source, event_id)
        join telephony.inbox inbox using (source, event_id)
        limit 1000
        """;

    // A PBX that starts anew may have lost calls and their ends: it is asked what is alive.
    private const string NoteEpoch = """
        with noted as (
            insert into telephony.source_epochs (source, epoch)
            values (@Source, @Epoch)
            on conflict (source, epoch) do nothing  -- Another writer or host saw its first event at the same time.
            returning source, epoch
        )
        update telephony.sources source
        set snapshot_wanted_at = coalesce(source.snapshot_wanted_at, now())
        from noted
        where source.source = noted.source and noted.epoch <> @Local
        """;
}
