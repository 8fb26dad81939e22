using Dapper;
using Npgsql;

namespace ContactCenter.Trust.History;

/// <summary>
/// Reads what the database kept of a run. The server runs with <c>track_commit_timestamp</c>, so that a line says not only when
/// its transaction began to decide but also when others could see it.
/// </summary>
internal static class JournalReader
{
    private const string Queues = """
        select key, team, priority, offer_seconds, service_level_seconds, wrap_up_seconds, max_length from calls.queues
        """;

    private const string Calls = """
        select id, source, call, direction, caller_print as caller, state, queue, priority, arrived_at, answered_at, ended_at, ended_by,
               end_reason, outcome, agent_id, sticky_agent, callback_id, offers, version
        from calls.calls
        order by arrived_at, id
        """;

    private const string CallHistory = """
        select id, call_id, at, kind, state, queue, agent_id, leg, actor, cause, detail,
               coalesce(pg_xact_commit_timestamp(xmin), at) as committed_at
        from calls.call_history
        order by id
        """;

    private const string Agents = """
        select id, code, state, reason, presence, console_required, call_id, version from calls.agents order by code
        """;

    private const string AgentHistory = """
        select id, agent_id, at, state, reason, presence, actor, cause, version,
               coalesce(pg_xact_commit_timestamp(xmin), at) as committed_at
        from calls.agent_history
        order by id
        """;

    private const string Reservations = """
        select id, call_id, agent_id, queue, version, state, leg, offered_at, connected_at, ended_at, chosen_by,
               coalesce(pg_xact_commit_timestamp(xmin), offered_at) as changed_at
        from calls.reservations
        order by offered_at
        """;

    private const string Signals = """
        select source, id, call_id, type, payload, at, received_at, anomaly,
               coalesce(pg_xact_commit_timestamp(xmin), received_at) as committed_at
        from calls.signals
        order by received_at
        """;

    private const string Commands = """
        select c.id, c.place, c.call_id, c.leg, c.type, c.state, c.written_at, c.sent_at, c.settled_at,
               coalesce(t.expired_at is not null, false) as expired
        from calls.commands c
        left join telephony.commands t on t.id = c.id
        order by c.place
        """;

    private const string Callbacks = """
        select id, caller_print as caller, state, attempts, missed_calls, missed_at, last_missed_at, call_id, result, settled_at
        from calls.callbacks
        order by missed_at
        """;

    private const string Attempts = """
        select callback_id, attempt, call_id, began_at, ended_at, result from calls.callback_attempts order by began_at
        """;

    private const string WrapUps = "select call_id, agent_id, code, by_system from calls.wrap_ups order by id";

    private const string Rescues = "select id, at, call_id, agent_id, waited_seconds from calls.rescues order by id";

    // Since the database's last start; each cost a second, and somebody's turn.
    private const string Deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";

    private const string Eligibility = "select queue, agent_id from calls.eligibility";

    /// <summary>Completes what the driver saw with what the database kept.</summary>
    internal static async Task<Evidence> ReadAsync(string connectionString, Evidence seen)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return seen with
        {
            Queues = await ListAsync<QueueRow>(Queues),
            Calls = await ListAsync<CallRow>(Calls),
            CallHistory = await ListAsync<CallLine>(CallHistory),
            Agents = await ListAsync<AgentRow>(Agents),
            AgentHistory = await ListAsync<AgentLine>(AgentHistory),
            Reservations = await ListAsync<ReservationRow>(Reservations),
            Signals = await ListAsync<SignalRow>(Signals),
            Commands = await ListAsync<CommandRow>(Commands),
            Callbacks = await ListAsync<CallbackRow>(Callbacks),
            Attempts = await ListAsync<AttemptRow>(Attempts),
            WrapUps = await ListAsync<WrapUpRow>(WrapUps),
            Rescues = await ListAsync<RescueRow>(Rescues),
            Eligibility = await ListAsync<Eligible>(Eligibility),
            Deadlocks = await connection.ExecuteScalarAsync<long>(Deadlocks),
        };

        async Task<IReadOnlyList<T>> ListAsync<T>(string sql) => [.. await connection.QueryAsync<T>(sql)];
    }
}
