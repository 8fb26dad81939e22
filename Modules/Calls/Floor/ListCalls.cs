using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Floor;

internal static class ListCalls
{
    private const string Select = $"""
        select {Rows.Call}, a.name as agent_name
        from calls.calls c
        left join calls.agents a on a.id = c.agent_id
        where (@From::timestamptz is null or c.arrived_at >= @From)
          and (@To::timestamptz is null or c.arrived_at < @To)
          and (@Line::text is null or c.line = @Line)
          and (@Queue::text is null or c.queue = @Queue)
          and (@Outcome::text is null or c.outcome = @Outcome)
          and (@State::text is null or c.state = @State)
          and (@Agent::uuid is null or c.agent_id = @Agent)
          and (@InTime::boolean is null or @InTime = (c.answered_at is not null
               and c.answered_at - c.arrived_at <= make_interval(secs => (
                   select q.service_level_seconds from calls.queues q where q.key = c.queue))))
          and (@Unknown::boolean is null or @Unknown = (c.line is null))
          and (@After::timestamptz is null or (c.arrived_at, c.id) < (@After, @AfterId::uuid))
        order by c.arrived_at desc, c.id desc
        limit @Limit
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calls", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("ListCalls")
        .WithSummary("The calls behind a figure, newest first; page on with the answer's `next`.");

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        [AsParameters] Query query, Db db, QueueBook queues, CancellationToken cancellationToken)
    {
        var (after, afterId) = ((DateTimeOffset?)null, (Guid?)null);
        if (query.After is { } cursor)
        {
            var parts = cursor.Split('_');
            if (parts.Length != 2 || !long.TryParse(parts[0], out var ticks) || !Guid.TryParse(parts[1], out var id)
                || ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]>
                {
                    ["after"] = ["翻页标记无效,请使用上一页返回的 next。"],
                });
            }

            (after, afterId) = (new DateTimeOffset(ticks, TimeSpan.Zero), id);
        }

        var limit = Math.Clamp(query.Limit ?? 50, 1, 500);
        var rows = await db.ListAsync<Call>(Select, new
        {
            query.From,
            query.To,
            query.Line,
            query.Queue,
            Outcome = query.Outcome?.Word(),
            State = query.State?.Word(),
            Agent = query.Agent?.Value,
            query.InTime,
            query.Unknown,
            After = after,
            AfterId = afterId,
            Limit = limit,
        }, cancellationToken);
        return TypedResults.Ok(new Response(
            [.. rows.Select(row => Views.Of(row, null, queues))],
            rows.Count == limit ? $"{rows[^1].ArrivedAt.UtcTicks}_{rows[^1].Id}" : null));
    }

    // Properties and no constructor: the OpenAPI document cannot be made of attributes on a constructor's parameters.
    public sealed record Query
    {
        public DateTimeOffset? From { get; init; }

        public DateTimeOffset? To { get; init; }

        [StringLength(20)]
        public string? Line { get; init; }

        [StringLength(40)]
        public string? Queue { get; init; }

        public CallOutcome? Outcome { get; init; }

        public CallState? State { get; init; }

        public AgentId? Agent { get; init; }

        public bool? InTime { get; init; }

        public bool? Unknown { get; init; }

        [StringLength(80)]
        public string? After { get; init; }

        public int? Limit { get; init; }
    }

    public sealed record Response(IReadOnlyList<CallView> Calls, string? Next);
}
