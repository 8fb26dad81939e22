using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Turns;

/// <summary>The statements that write a turn.</summary>
internal static class Sql
{
    internal const string InsertSignal = """
        insert into calls.signals (source, id, call_id, type, payload, at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (source, id) do nothing
        returning 1
        """;

    internal const string MarkAnomaly = "update calls.signals set anomaly = $3 where source = $1 and id = $2";

    internal const string InsertCall = """
        insert into calls.calls
            (id, source, call, direction, line, line_name, dialled, caller, route, state, queue, arrived_at, citizen_leg,
             sticky_agent, callback_id, caller_print, caller_shown)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'notice', null, $10, $11, $12, $13, $14, $15)
        """;

    internal const string UpdateCall = """
        update calls.calls
        set step = $2, state = $3, queue = $4, priority = $5, queued_at = $6, step_deadline = $7, answered_at = $8,
            ended_at = $9, ended_by = $10, end_reason = $11, outcome = $12, agent_id = $13, offers = $14, gap = $15,
            version = $16, route = $17, sticky_agent = $18, missing = 0
        where id = $1
        """;

    internal const string SaveLeg = """
        insert into calls.legs
            (call_id, leg, role, agent_id, reservation_id, address, state, started_at, answered_at, ended_at, end_reason, cause)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (call_id, leg) do update    -- the same leg, further on in its life
        set state = excluded.state, answered_at = excluded.answered_at, ended_at = excluded.ended_at,
            end_reason = excluded.end_reason, cause = excluded.cause, missing = 0
        """;

    internal const string InsertReservation = """
        insert into calls.reservations
            (id, call_id, agent_id, queue, state, leg, offered_at, deadline, chosen_by, idle_since, host)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    internal const string UpdateReservation = """
        update calls.reservations
        set version = $2, state = $3, deadline = $4, connected_at = $5, ended_at = $6
        where id = $1
        """;

    internal const string UpdateAgent = """
        update calls.agents
        set state = $2, reason = $3, state_since = $4, ready_since = $5, pending_state = $6, pending_reason = $7, phone = $8,
            phone_mode = $9, presence = $10, presence_until = $11, session = $12, misses = $13, call_id = $14, queue = $15,
            wrap_up_mode = $16, wrap_up_until = $17, wrap_up_extensions = $18, wrap_up_code = $19, forced_by = $20,
            forced_why = $21, forced_at = $22, notice = $23, version = $24
        where id = $1
        """;

    internal const string InsertAgentHistory = """
        insert into calls.agent_history (agent_id, at, state, reason, presence, actor, cause, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    internal const string InsertHistory = """
        insert into calls.call_history (call_id, at, kind, state, queue, agent_id, leg, actor, cause, detail)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    internal const string InsertCommand = """
        insert into calls.commands (id, source, call_id, leg, type, payload)
        values ($1, $2, $3, $4, $5, $6)
        """;

    private static readonly ConcurrentDictionary<Type, string> CommandTypes = new(
        typeof(CallCommand).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(one => one.DerivedType, one => (string)one.TypeDiscriminator!));

    private static readonly ConcurrentDictionary<Type, string> SignalTypes = new(
        typeof(CallSignal).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(one => one.DerivedType, one => (string)one.TypeDiscriminator!));

    internal static string TypeOf(CallCommand command) => CommandTypes[command.GetType()];

    internal static string TypeOf(CallSignal signal) => SignalTypes[signal.GetType()];

    internal static string? LegOf(CallCommand command) => command switch
    {
        AnswerParty one => one.Leg,
        PlayPrompt one => one.Leg,
        PlayMusic one => one.Leg,
        RingParty one => one.Leg,
        HoldParty one => one.Leg,
        RetrieveParty one => one.Leg,
        HangUpParty one => one.Leg,
        _ => null,
    };
}
