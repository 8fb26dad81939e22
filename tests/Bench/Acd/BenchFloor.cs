using ContactCenter.Support;
using Npgsql;

namespace ContactCenter.Bench.Acd;

/// <summary>One Asterisk, one PostgreSQL, one host, and agents who are telephones only.</summary>
internal sealed class BenchFloor : IAsyncDisposable
{
    private const string Hire = """
        update calls.queues set wrap_up_mode = 'none', sticky = false, announce_every_seconds = 0, overflow_queue = null,
            overflow_after_seconds = null;
        update telephony.lines set greeting = null where number = '12345';
        update telephony.registry_state set version = version + 1;
        insert into calls.agents (id, code, name, phone, console_required)
        select gen_random_uuid(), 'b' || n, 'b' || n, 'PJSIP/agent' || n, false from generate_series(1001, 1000 + @agents) as n;
        insert into calls.eligibility (queue, agent_id) select 'general', id from calls.agents where code like 'b%';
        """;

    private const string Staff = """
        update calls.agents
        set state = case when substr(code, 2)::int <= 1000 + @agents then 'ready' else 'loggedOut' end,
            ready_since = case when substr(code, 2)::int <= 1000 + @agents then clock_timestamp() end,
            state_since = clock_timestamp(), call_id = null, misses = 0, pending_state = null
        where code like 'b%'
        """;

    // A segment of the log that is made anew is filled with zeros while every commit waits. A database that has run for a while
    // uses old ones again, so these are made beforehand.
    private const int LogSegments = 24;
    private const string NextSegment = "select pg_logical_emit_message(false, 'bench', 'next'), pg_switch_wal()";

    private readonly TestDatabase database;
    private readonly HostProcess host;
    private readonly NpgsqlConnection connection;
    private int peers;

    private BenchFloor(TestDatabase database, AsteriskServer asterisk, HostProcess host, NpgsqlConnection connection, int agents)
    {
        (this.database, Asterisk, this.host, this.connection) = (database, asterisk, host, connection);
        peers = agents;
    }

    internal AsteriskServer Asterisk { get; }

    internal static async Task<BenchFloor> StartAsync(int agents, CancellationToken cancellationToken)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellationToken: cancellationToken);
        var asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(Agents: agents), cancellationToken: cancellationToken);
        var host = await HostProcess.StartAsync(
            database.ConnectionString,
            [.. asterisk.HostSettings, new("Serilog__MinimumLevel__Default", "Warning")],
            cancellationToken);
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var floor = new BenchFloor(database, asterisk, host, connection, agents);
        await floor.ExecuteAsync(Hire, agents, cancellationToken);
        await Until.TrueAsync(
            async token => await floor.CountAsync("select count(*) from calls.sources where state = 'up'", token) == 1,
            TimeSpan.FromSeconds(30), "the host has connected to Asterisk", cancellationToken);
        return floor;
    }

    /// <summary>Leaves the database as one that has run for a while.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("vacuum analyze", null, cancellationToken);
        for (var segment = 0; segment < LogSegments; segment++)
        {
            await ExecuteAsync(NextSegment, null, cancellationToken);
        }

        await ExecuteAsync("checkpoint", null, cancellationToken);
    }

    /// <summary>So many of our agents are ready, once every call before is over.</summary>
    internal async Task StaffAsync(int agents, CancellationToken cancellationToken)
    {
        await Until.TrueAsync(
            async token => await CountAsync("select count(*) from calls.calls where state <> 'ended'", token) == 0,
            TimeSpan.FromSeconds(60), "every call of the run before is over", cancellationToken);
        await ExecuteAsync(Staff, agents, cancellationToken);
        await ExecuteAsync("truncate calls.callbacks, calls.callback_attempts", null, cancellationToken);
    }

    /// <summary>So many of app_queue's members are not paused.</summary>
    internal async Task StaffPeerAsync(int agents, CancellationToken cancellationToken)
    {
        for (var agent = Math.Min(agents, peers) + 1; agent <= Math.Max(agents, peers); agent++)
        {
            var act = agent <= agents ? "unpause" : "pause";
            await Asterisk.CliAsync($"queue {act} member PJSIP/agent{1000 + agent}", cancellationToken);
        }

        peers = agents;
    }

    /// <summary>Ends every call, as a run does that could not keep up.</summary>
    internal Task ClearAsync(CancellationToken cancellationToken) =>
        Asterisk.CliAsync("channel request hangup all", cancellationToken);

    /// <summary>What everything has used until now.</summary>
    internal ProcessorTime ReadTimes(int phones) =>
        ProcessorTime.Read(Asterisk.Id, host.Id, connection.ProcessID, phones);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await host.DisposeAsync();
        await Asterisk.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task ExecuteAsync(string sql, int? agents, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (agents is { } count)
        {
            command.Parameters.AddWithValue("agents", count);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
