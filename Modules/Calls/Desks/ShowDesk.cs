using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Desks;

internal static class ShowDesk
{
    private const string SelectAgent = $"select {Rows.Agent} from calls.agents a where a.id = @id";

    private const string SelectCall = $"select {Rows.Call} from calls.calls c where c.id = @id";

    private const string SelectOffer = $"""
        select {Rows.Reservation} from calls.reservations r where r.agent_id = @id and r.ended_at is null limit 1
        """;

    private const string SelectRecent = $"""
        select {Rows.Call}
        from calls.calls c
        where c.agent_id = @id
        order by c.arrived_at desc
        limit 20
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/me", Handle)
        .RequireAuthorization(Rights.TakeCalls)
        .WithName("ShowDesk")
        .WithSummary("Everything on the signed-in agent's desk: state, offer, call, recent calls, codes.");

    private static async Task<Results<Ok<Response>, NotFound<string>>> Handle(
        CurrentUser user, Db db, QueueBook queues, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = Desk.AgentOf(user.Id);
        var (agent, offer, call) = await LoadAsync(db, id, cancellationToken);
        if (agent is null)
        {
            return Desk.NoAgent();
        }

        var recent = await db.ListAsync<Call>(SelectRecent, new { id }, cancellationToken);
        return TypedResults.Ok(new Response(
            Views.Of(agent),
            offer is { IsUnanswered: true } && call is not null ? Views.Of(offer, call, agent, queues) : null,
            call is null || offer is { IsUnanswered: true } ? null : Views.Of(call, agent, queues),
            [.. recent.Select(one => Views.Of(one, agent, queues))],
            WrapUps.Reasons,
            WrapUps.Codes,
            clock.GetUtcNow()));
    }

    /// <summary>The agent with the open offer and the call at the desk, as the database has them now.</summary>
    internal static async Task<(Agent? Agent, Reservation? Offer, Call? Call)> LoadAsync(
        Db db, AgentId id, CancellationToken cancellationToken)
    {
        var agent = await db.FindAsync<Agent>(SelectAgent, new { id }, cancellationToken);
        var offer = agent?.State is AgentState.Reserved
            ? await db.FindAsync<Reservation>(SelectOffer, new { id }, cancellationToken)
            : null;
        var call = agent?.CallId is { } callId
            ? await db.FindAsync<Call>(SelectCall, new { id = callId }, cancellationToken)
            : null;
        return (agent, offer, call);
    }

    public sealed record Response(
        AgentView Agent, OfferView? Offer, CallView? Call, IReadOnlyList<CallView> Recent, IReadOnlyList<WrapUps.CodeName> Reasons,
        IReadOnlyList<WrapUps.CodeName> WrapUpCodes, DateTimeOffset Now);
}
