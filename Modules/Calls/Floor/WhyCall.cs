using ContactCenter.Calls.Live;
using ContactCenter.Calls.Matching;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Floor;

internal static class WhyCall
{
    private const string Policy = "优先级高者先，同级先到先接；先给正在跟进该来电人的话务员，否则给空闲最久的话务员";

    private const string SelectCall = $"select {Rows.Call} from calls.calls c where c.id = @id";

    private const string SelectLastOffer = """
        select offered_at, agent_id, chosen_by, queue
        from calls.reservations
        where call_id = @id
        order by offered_at desc
        limit 1
        """;

    // Every agent as they were at that moment: the last line of their history before the offer took one of them. Who became
    // ready and was offered the call in the same turn has both lines at the same instant.
    private const string SelectAgents = """
        select a.id, a.code, a.name, a.team, a.console_required,
               coalesce(h.state, 'loggedOut') as state, h.at as since, coalesce(h.presence, 'offline') as presence, h.reason,
               exists (select from calls.eligibility e where e.agent_id = a.id and e.queue = @queue) as eligible,
               (select string_agg(s.skill || '≥' || s.level, ', ' order by s.skill)
                from calls.queue_skills s
                left join calls.agent_skills k on k.agent_id = a.id and k.skill = s.skill
                where s.queue = @queue and coalesce(k.level, 0) < s.level) as lacking,
               (select max(m.ended_at)
                from calls.reservations m
                where m.call_id = @id and m.agent_id = a.id and m.state in ('timeout', 'rejected', 'failed')
                  and m.ended_at > @at - make_interval(secs => @exclusion) and m.ended_at < @at) as missed_at
        from calls.agents a
        left join lateral (
            select state, at, presence, reason
            from calls.agent_history h
            where h.agent_id = a.id and (h.at < @at or h.at = @at and h.state <> 'reserved')
            order by h.at desc, h.id desc
            limit 1
        ) as h on true
        order by a.code
        limit 2000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calls/{id}/why", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("WhyCall")
        .WithSummary("Which agents were considered for a call when it was last decided (or now, while it waits), and which rule excluded each.");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        CallId id, Db db, QueueBook queues, IOptions<CallsOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Call>(SelectCall, new { id }, cancellationToken) is not { } call)
        {
            return TypedResults.NotFound();
        }

        // A call that waits is explained as of now; one that was decided as of that decision.
        var offer = call.State is CallState.Queued
            ? null
            : await db.FindAsync<OfferRow>(SelectLastOffer, new { id }, cancellationToken);
        var at = offer?.OfferedAt ?? clock.GetUtcNow();
        var queue = queues[offer?.Queue ?? call.Queue];
        var rows = await db.ListAsync<AgentRow>(SelectAgents, new
        {
            id,
            queue = queue.Key,
            at,
            exclusion = (double)options.Value.ExclusionSeconds,
        }, cancellationToken);
        return TypedResults.Ok(new Response(
            Policy, at, Views.Of(call, null, queues), queue.Key, queue.Name, [.. rows.Select(row => Judge(row, queue, offer))]));
    }

    private static Candidate Judge(AgentRow row, Queue queue, OfferRow? offer)
    {
        var (rule, detail) = Rules.WhyNot(new Rules.Facts(
            row.Team, row.State, row.Presence, row.ConsoleRequired, row.Eligible, row.Lacking, row.Reason, row.MissedAt), queue);
        var verdict = offer?.AgentId == row.Id ? "chosen" : rule is null ? "considered" : "excluded";
        return new Candidate(
            row.Id, row.Code, row.Name, row.State, verdict,
            verdict switch
            {
                "chosen" => offer!.ChosenBy,
                "considered" when offer is not null => "idle-for-less-time",
                _ => rule,
            },
            verdict == "excluded" ? detail : null, row.Since);
    }

    public sealed record Response(
        string Policy, DateTimeOffset DecidedAt, CallView Call, string Queue, string QueueName, IReadOnlyList<Candidate> Agents);

    public sealed record Candidate(
        AgentId AgentId, string Code, string Name, AgentState State, string Verdict, string? Rule, string? Detail,
        DateTimeOffset? StateSince);

    private sealed record OfferRow(DateTimeOffset OfferedAt, AgentId AgentId, string ChosenBy, string Queue);

    private sealed class AgentRow
    {
        public AgentId Id { get; init; }

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Team { get; init; } = "";

        public bool ConsoleRequired { get; init; }

        public AgentState State { get; init; }

        public DateTimeOffset? Since { get; init; }

        public Presence Presence { get; init; }

        public string? Reason { get; init; }

        public bool Eligible { get; init; }

        public string? Lacking { get; init; }

        public DateTimeOffset? MissedAt { get; init; }
    }
}
