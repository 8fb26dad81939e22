using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Floor;

internal static class CallbackList
{
    private const string Select = """
        select id, caller_shown, line, line_name, queue, missed_at, last_missed_at, missed_calls, state, attempts, next_attempt_at,
               result, settled_at, version
        from calls.callbacks
        where (@state::text is null or state = @state)
          and (@after::timestamptz is null or missed_at > @after)
        order by missed_at
        limit 200
        """;

    private const string Settle = """
        update calls.callbacks
        set state = 'done', result = @Result, settled_at = clock_timestamp(), settled_by = @by, version = version + 1
        where id = @id and state = 'open'
        """;

    private const string Exists = "select count(*)::int from calls.callbacks where id = @id";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/callbacks", List)
            .RequireAuthorization(Rights.WatchFloor)
            .WithName("ListCallbacks")
            .WithSummary("Missed callers to be called back, the one missed first at the top.");
        routes.MapPost("/callbacks/{id:guid}/close", Close)
            .RequireAuthorization(Rights.LeadShift)
            .WithName("CloseCallback")
            .WithSummary("Settles a callback by hand, with its result.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<IReadOnlyList<CallbackView>>, ValidationProblem>> List(
        [StringLength(20)] string? state, DateTimeOffset? after, Db db, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "dialling" or "done" or "given-up"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["state"] = ["状态只能是 open、dialling、done 或 given-up。"],
            });
        }

        var rows = await db.ListAsync<Row>(Select, new { state, after }, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<CallbackView>>([.. rows.Select(row => new CallbackView(
            row.Id, row.CallerShown, row.Line, row.LineName, row.Queue, row.MissedAt, row.LastMissedAt,
            row.MissedCalls, row.State, row.Attempts, row.NextAttemptAt, row.Result, row.SettledAt, row.Version))]);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Close(
        Guid id, Request request, CurrentUser user, Db db, IAudit audit, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(Settle, new { id, request.Result, by = user.Id.ToString() }) == 0)
        {
            return await work.FindAsync<int>(Exists, new { id }) == 0
                ? TypedResults.NotFound()
                : new Refusal("callback-not-open", "该回拨正在进行或已经办结。").ToProblem();
        }

        await work.CommitAsync();
        await audit.RecordAsync(new AuditRecord(user.Id, "callback.closed", $"callback:{id}", request.Result, null), cancellationToken);
        return TypedResults.NoContent();
    }

    public sealed record Request([Required, StringLength(200, MinimumLength = 2)] string Result);

    /// <summary>A missed caller; the number is masked.</summary>
    public sealed record CallbackView(
        Guid Id, string Caller, string? Line, string LineName, string Queue, DateTimeOffset MissedAt, DateTimeOffset LastMissedAt,
        int MissedCalls, string State, int Attempts, DateTimeOffset NextAttemptAt, string? Result, DateTimeOffset? SettledAt,
        int Version);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string CallerShown { get; init; } = "";

        public string? Line { get; init; }

        public string LineName { get; init; } = "";

        public string Queue { get; init; } = "";

        public DateTimeOffset MissedAt { get; init; }

        public DateTimeOffset LastMissedAt { get; init; }

        public int MissedCalls { get; init; }

        public string State { get; init; } = "";

        public int Attempts { get; init; }

        public DateTimeOffset NextAttemptAt { get; init; }

        public string? Result { get; init; }

        public DateTimeOffset? SettledAt { get; init; }

        public int Version { get; init; }
    }
}
