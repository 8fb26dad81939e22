
namespace ContactCenter.Calls.Signals;

/// <summary>How rows of the ACD are read; the aliases are the properties of the classes they become.</summary>
internal static class Rows
{
    internal const string Call = """
        c.id, c.source, c.call as pbx_call, c.direction, c.line, c.line_name, c.dialled, c.caller, c.caller_print, c.caller_shown,
        c.route as route_json, c.step, c.state, c.queue, c.priority, c.arrived_at, c.queued_at, c.step_deadline, c.answered_at,
        c.ended_at, c.ended_by, c.end_reason, c.outcome, c.citizen_leg, c.agent_id, c.sticky_agent, c.callback_id, c.offers, c.gap,
        c.version, c.missing
        """;

    internal const string Agent = """
        a.id, a.code, a.name, a.team, a.state, a.reason, a.state_since, a.ready_since, a.pending_state,
        a.pending_reason, a.phone, a.phone_mode, a.console_required, a.presence, a.presence_until, a.session, a.misses,
        a.call_id, a.queue, a.wrap_up_mode, a.wrap_up_until, a.wrap_up_extensions, a.wrap_up_code, a.forced_by,
        a.forced_why, a.forced_at, a.notice, a.version,
        array(select e.queue from calls.eligibility e where e.agent_id = a.id) as queues
        """;

    internal const string Reservation = """
        r.id, r.agent_id, r.queue, r.version, r.state, r.leg, r.offered_at, r.deadline, r.connected_at, r.ended_at,
        r.idle_since
        """;

    internal const string Leg = """
        l.leg as id, l.role, l.agent_id, l.reservation_id, l.address, l.state, l.started_at, l.answered_at, l.ended_at,
        l.end_reason, l.cause, l.missing
        """;
}
