using System.Collections.Concurrent;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;
using Npgsql;

namespace ContactCenter.RealCalls;

/// <summary>
/// The smallest thing that can stand where the Calls module does: keeps each signal in PostgreSQL once, rings one telephone for
/// each call, connects, and ends what is left over. Two hosts of a test share its tables.
/// </summary>
internal sealed class Hotline(NpgsqlDataSource database, string telephone) : ICallSignals, ICallCommands, IArrivalRouting
{
    internal const string Tables = """
        create schema if not exists telephony;
        create table hotline_signals (place bigint generated always as identity, id text primary key, call text, kind text, epoch text);
        create table hotline_commands (place bigint generated always as identity, id uuid primary key, body text not null, sent_at timestamptz);
        """;

    /// <summary>Told the commands of each commit, as the outlet is.</summary>
    internal Action<IReadOnlyList<CallCommand>> Offer { get; set; } = _ => { };

    internal ConcurrentQueue<SourceState> States { get; } = new();

    /// <summary>Milliseconds from each call's arrival at the PBX to its telephone ringing, by the PBX's clock.</summary>
    internal ConcurrentQueue<double> Decisions { get; } = new();

    private readonly ConcurrentDictionary<string, DateTimeOffset> arrivals = new();

    internal ConcurrentQueue<ExchangeSnapshot> Snapshots { get; } = new();

    public ValueTask<CallArrived> RouteAsync(Arrival arrival, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CallArrived(
            arrival.Stamp, arrival.Call, arrival.Leg, new PhoneNumber(arrival.Caller ?? ""), arrival.Dialled ?? "",
            new CallRoute(null, "", [new QueueStep("general", null, null)])));

    public async Task<SignalOutcome> ApplyAsync(CallSignal signal, CancellationToken cancellationToken)
    {
        CallCommand[] follow = signal switch
        {
            CallArrived arrived =>
                [new RingParty(CommandId.New(), signal.Stamp.Source, signal.Call, $"leg-{arrived.Call}", telephone, "12345", 20, false)],
            PartyAnswered answered when answered.Leg != signal.Call =>
                [new ConnectParties(CommandId.New(), signal.Stamp.Source, signal.Call, [signal.Call, answered.Leg])],
            PartyLeft => [new HangUpCall(CommandId.New(), signal.Stamp.Source, signal.Call)],
            _ => [],
        };
        Measure(signal);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(
            "insert into hotline_signals (id, call, kind, epoch) values ($1, $2, $3, $4) on conflict do nothing", connection)
        {
            Parameters =
            {
                new() { Value = signal.Stamp.Id },
                new() { Value = signal.Call },
                new() { Value = signal.GetType().Name },
                new() { Value = signal.Stamp.Epoch },
            },
        };
        if (await insert.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return SignalOutcome.Duplicate;
        }

        foreach (var command in follow)
        {
            await using var write = new NpgsqlCommand(
                "insert into hotline_commands (id, body) values ($1, $2)", connection)
            {
                Parameters =
                {
                    new() { Value = command.Id.Value },
                    new() { Value = System.Text.Json.JsonSerializer.Serialize(command, Platform.Json.Options) },
                },
            };
            await write.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (follow.Length > 0)
        {
            Offer(follow);
        }

        return SignalOutcome.Applied;
    }

    private void Measure(CallSignal signal)
    {
        if (signal is CallArrived)
        {
            arrivals.TryAdd(signal.Call, signal.Stamp.At);
        }
        else if (signal is PartyAlerting && arrivals.TryRemove(signal.Call, out var at))
        {
            Decisions.Enqueue((signal.Stamp.At - at).TotalMilliseconds);
        }
    }

    public Task ReconcileAsync(ExchangeSnapshot snapshot, CancellationToken cancellationToken)
    {
        Snapshots.Enqueue(snapshot);
        return Task.CompletedTask;
    }

    public Task SetSourceStateAsync(string source, SourceState state, CancellationToken cancellationToken)
    {
        States.Enqueue(state);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<CallCommand>> UnsentAsync(string source, int atMost, CancellationToken cancellationToken)
    {
        var unsent = new List<CallCommand>();
        await using var command = database.CreateCommand(
            "select body from hotline_commands where sent_at is null order by place limit 500");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            unsent.Add(System.Text.Json.JsonSerializer.Deserialize<CallCommand>(reader.GetString(0), Platform.Json.Options)!);
        }

        return unsent;
    }

    public async Task MarkSentAsync(IReadOnlyCollection<CommandId> commands, bool done, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update hotline_commands set sent_at = now() where id = any($1)");
        command.Parameters.Add(new() { Value = commands.Select(id => id.Value).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How often a kind of signal was kept.</summary>
    internal async Task<long> CountAsync(string kind)
    {
        await using var command = database.CreateCommand("select count(*) from hotline_signals where kind = $1");
        command.Parameters.Add(new() { Value = kind });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
