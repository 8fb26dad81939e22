using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Floor;

internal static class ShowCall
{
    private const string SelectCall = $"select {Rows.Call} from calls.calls c where c.id = @id";

    private const string SelectAgent = $"select {Rows.Agent} from calls.agents a where a.id = @id";

    private const string SelectHistory = """
        select h.at, h.kind, h.state, h.queue, h.leg, h.actor, h.cause, h.detail, a.name as agent
        from calls.call_history h
        left join calls.agents a on a.id = h.agent_id
        where h.call_id = @id
        order by h.id
        limit 1000
        """;

    private const string SelectOffers = """
        select r.id, a.code, a.name, r.queue, r.state, r.offered_at, r.connected_at, r.ended_at, r.chosen_by, r.idle_since
        from calls.reservations r
        join calls.agents a on a.id = r.agent_id
        where r.call_id = @id
        order by r.offered_at
        limit 200
        """;

    private const string SelectLegs = """
        select leg, role, state, started_at, answered_at, ended_at, end_reason, cause
        from calls.legs
        where call_id = @id
        order by started_at
        limit 500
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calls/{id}", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("ShowCall")
        .WithSummary("One call with its timeline, its offers and its legs.");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        CallId id, Db db, QueueBook queues, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Call>(SelectCall, new { id }, cancellationToken) is not { } call)
        {
            return TypedResults.NotFound();
        }

        var agent = call.AgentId is { } agentId
            ? await db.FindAsync<Agent>(SelectAgent, new { id = agentId }, cancellationToken)
            : null;
        return TypedResults.Ok(new Response(
            Views.Of(call, agent, queues),
            await db.ListAsync<Moment>(SelectHistory, new { id }, cancellationToken),
            await db.ListAsync<Offer>(SelectOffers, new { id }, cancellationToken),
            await db.ListAsync<LegLine>(SelectLegs, new { id }, cancellationToken)));
    }

    public sealed record Response(
        CallView Call, IReadOnlyList<Moment> Timeline, IReadOnlyList<Offer> Reservations, IReadOnlyList<LegLine> Legs);

    /// <summary>One line of the timeline: what happened, and who or what made it happen.</summary>
    public sealed class Moment
    {
        public DateTimeOffset At { get; init; }

        public string Kind { get; init; } = "";

        public CallState State { get; init; }

        public string? Queue { get; init; }

        public string? Leg { get; init; }

        public string? Agent { get; init; }

        public string Actor { get; init; } = "";

        public string Cause { get; init; } = "";

        public string? Detail { get; init; }
    }

    public sealed class Offer
    {
        public ReservationId Id { get; init; }

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Queue { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset OfferedAt { get; init; }

        public DateTimeOffset? ConnectedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string ChosenBy { get; init; } = "";

        public DateTimeOffset IdleSince { get; init; }
    }

    public sealed class LegLine
    {
        public string Leg { get; init; } = "";

        public string Role { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string? EndReason { get; init; }

        public int? Cause { get; init; }
    }
}
