using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Callers;

internal static class PackEvidence
{
    private const int MostCalls = 1000;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/callers/{id}/evidence", Make)
            .WithName("MakeEvidencePack")
            .WithSummary("Packs the evidence of disturbance for the police: calls with times, how many, and recordings.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.LeadShift);
        routes.MapGet("/callers/{id}/evidence", List)
            .WithName("ListEvidencePacks")
            .WithSummary("The evidence packs of a caller, newest first, as they stood when they were made.")
            .RequireAuthorization(Rights.LeadShift);
    }

    private static async Task<Results<Created<Pack>, NotFound, ProblemHttpResult>> Make(
        Guid id, Request request, CurrentUser user, CallerBook callers, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Caller>(Find, new { id }, cancellationToken) is not { } caller)
        {
            return TypedResults.NotFound();
        }

        if (caller.MaliciousSince is null)
        {
            return new Refusal("not-marked", "请先将该来电人标记为恶意来电，再制作证据包。").ToProblem();
        }

        var calls = (await callers.CallsOfAsync(caller.NumberPrint, MostCalls, cancellationToken))
            .Select(call => new Call(
                call.Id.Value, call.Line, call.ArrivedAt, call.AnsweredAt, call.EndedAt, call.Outcome, call.Agent?.Value))
            .ToList();
        var appeals = await db.ListAsync<Appeal>(SelectAppeals, new { caller.NumberPrint }, cancellationToken);
        var pack = new Pack(Guid.CreateVersion7(), user.Id, clock.GetUtcNow(), request.Reason, calls.Count, calls, appeals);
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Insert, new
        {
            pack.Id, caller = id, By = user.Id, pack.MadeAt, pack.Reason, pack.CallCount,
            Calls = JsonSerializer.Serialize(calls, Json.Options),
            Appeals = JsonSerializer.Serialize(appeals, Json.Options),
        });
        await work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, "caller.evidence", $"caller:{id}", request.Reason, null), clock.GetUtcNow()));
        await work.CommitAsync();
        return TypedResults.Created($"/api/intake/callers/{id}/evidence", pack);
    }

    private static async Task<Ok<IReadOnlyList<Pack>>> List(Guid id, Db db, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(Select, new { id }, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<Pack>>([.. rows.Select(row => new Pack(
            row.Id, new AccountId(row.MadeBy), row.MadeAt, row.Reason, row.CallCount,
            JsonSerializer.Deserialize<List<Call>>(row.Calls, Json.Options)!,
            JsonSerializer.Deserialize<List<Appeal>>(row.Appeals, Json.Options)!))]);
    }

    public sealed record Request([Required, StringLength(200, MinimumLength = 2), PlainText] string Reason);

    /// <param name="Id">The pack.</param>
    /// <param name="MadeBy">Who made it.</param>
    /// <param name="MadeAt">When.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="CallCount">How many calls.</param>
    /// <param name="Calls">Newest first, at most a thousand.</param>
    /// <param name="Appeals">Appeals without a matter, with the recordings they were registered with.</param>
    public sealed record Pack(
        Guid Id, AccountId MadeBy, DateTimeOffset MadeAt, string Reason, int CallCount, IReadOnlyList<Call> Calls,
        IReadOnlyList<Appeal> Appeals);

    public sealed record Call(
        Guid Id, string? Line, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, string? Outcome,
        Guid? Agent);

    public sealed class Appeal
    {
        public string Number { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public Guid? CallId { get; init; }

        public string? RecordingId { get; init; }

        public string? Reason { get; init; }
    }

    internal sealed class Row
    {
        public Guid Id { get; init; }

        public Guid MadeBy { get; init; }

        public DateTimeOffset MadeAt { get; init; }

        public string Reason { get; init; } = "";

        public int CallCount { get; init; }

        public string Calls { get; init; } = "";

        public string Appeals { get; init; } = "";
    }

    private const string Find = $"select {Caller.Columns} from intake.callers where id = @id";

    private const string SelectAppeals = """
        select number as Number, received_at as ReceivedAt, call_id as CallId, recording_id as RecordingId, invalid_reason as Reason
        from intake.appeals
        where caller_number_print = @NumberPrint and handling = 'invalid'
        order by received_at desc
        limit 1000
        """;

    private const string Insert = """
        insert into intake.evidence_packs (id, caller_id, made_by, made_at, reason, calls, appeals, call_count)
        values (@Id, @caller, @By, @MadeAt, @Reason, @Calls::jsonb, @Appeals::jsonb, @CallCount)
        """;

    private const string Select = """
        select id as Id, made_by as MadeBy, made_at as MadeAt, reason as Reason, call_count as CallCount,
            calls::text as Calls, appeals::text as Appeals
        from intake.evidence_packs
        where caller_id = @id
        order by made_at desc
        limit 50
        """;
}
