using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Matching;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Floor;

internal static class WhyAgent
{
    private const string SelectAgent = $"select {Rows.Agent} from calls.agents a where a.id = @id";

    private const string SelectQueues = """
        select q.key, q.team,
               exists (select from calls.eligibility e where e.agent_id = @id and e.queue = q.key) as eligible,
               (select string_agg(s.skill || '≥' || s.level, ', ' order by s.skill)
                from calls.queue_skills s
                left join calls.agent_skills k on k.agent_id = @id and k.skill = s.skill
                where s.queue = q.key and coalesce(k.level, 0) < s.level) as lacking,
               (select count(*)::int from calls.calls c where c.state = 'queued' and c.queue = q.key) as waiting,
               (select max(m.ended_at)
                from calls.calls c
                join calls.reservations m on m.call_id = c.id
                where c.state = 'queued' and c.queue = q.key and m.agent_id = @id
                  and m.state in ('timeout', 'rejected', 'failed')
                  and m.ended_at > clock_timestamp() - make_interval(secs => @exclusion)) as missed_at
        from calls.queues q
        order by q.key
        limit 1000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agents/{id}/why", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("WhyAgent")
        .WithSummary("Why an agent has no call now: the rule for each queue.");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        AgentId id, Db db, QueueBook queues, IOptions<CallsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Agent>(SelectAgent, new { id }, cancellationToken) is not { } agent)
        {
            return TypedResults.NotFound();
        }

        var rows = await db.ListAsync<QueueRow>(
            SelectQueues, new { id, exclusion = (double)options.Value.ExclusionSeconds }, cancellationToken);
        var judged = rows.Select(row => Judge(row, agent, queues[row.Key])).ToList();
        var open = judged.FindAll(queue => queue.Rule is null or "nobody-waits");
        var (rule, detail) = open.Count > 0
            ? ("nobody-waits", "可接听的队列里目前没有等待的来电")
            : (judged.Find(queue => queue.Rule is not ("other-team" or "skill-missing")) ?? judged.FirstOrDefault()) is { } first
                ? (first.Rule, first.Detail)
                : ((string?)null, (string?)null);
        return TypedResults.Ok(new Response(Views.Of(agent), rule, detail, judged));
    }

    private static QueueVerdict Judge(QueueRow row, Agent agent, Queue queue)
    {
        var (rule, detail) = Rules.WhyNot(new Rules.Facts(
            agent.Team, agent.State, agent.Presence, agent.ConsoleRequired, row.Eligible, row.Lacking, agent.Reason, row.MissedAt), queue);
        return new QueueVerdict(
            row.Key, queue.Name, row.Waiting, rule ?? (row.Waiting == 0 ? "nobody-waits" : null), detail);
    }

    public sealed record Response(AgentView Agent, string? Rule, string? Detail, IReadOnlyList<QueueVerdict> Queues);

    public sealed record QueueVerdict(string Key, string Name, int Waiting, string? Rule, string? Detail);

    private sealed class QueueRow
    {
        public string Key { get; init; } = "";

        public bool Eligible { get; init; }

        public string? Lacking { get; init; }

        public int Waiting { get; init; }

        public DateTimeOffset? MissedAt { get; init; }
    }
}
