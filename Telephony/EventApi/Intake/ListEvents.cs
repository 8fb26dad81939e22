using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Intake;

internal static class ListEvents
{
    // A page of the largest events stays within some megabytes.
    private const int AtMost = 100;

    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/events", Handle)
        .WithName(nameof(ListEvents))
        .WithSummary("Replays a source's own events from our journal, in the order they were written, with what became of them.");

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        HttpContext context, Db db, ISealedMessages messages,
        [StringLength(200)] string source,
        [Range(0, long.MaxValue)] long after = 0,
        CancellationToken cancellationToken = default)
    {
        if (PbxCaller.WhyNot(context, source) is { } fault)
        {
            return fault.ToProblem();
        }

        var rows = await db.ListAsync<Row>(Find, new { source, after, AtMost }, cancellationToken);
        return TypedResults.Ok(new Response(
            [
                .. rows.Select(row => new Entry(
                    row.Id, row.ReceivedAt, row.Oddities.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    JsonSerializer.Deserialize<JsonElement>(messages.Open(row.Body)))),
            ],
            rows.Count > 0 ? rows[^1].Id : after));
    }

    /// <param name="Events">At most 100, oldest first; empty where there is nothing newer.</param>
    /// <param name="Next">What to ask <c>after</c> next time.</param>
    public sealed record Response(IReadOnlyList<Entry> Events, long Next);

    /// <param name="Position">The event's place in the journal.</param>
    /// <param name="ReceivedAt">When it became durable.</param>
    /// <param name="Oddities">What was not ordinary about it: unknown_type, late, gap, revival, anomaly, failed.</param>
    /// <param name="Event">The event as it was sent.</param>
    public sealed record Entry(long Position, DateTimeOffset ReceivedAt, IReadOnlyList<string> Oddities, JsonElement Event);

    private sealed record Row(long Id, DateTime ReceivedAt, string Oddities, byte[] Body);

    // Ids are given out before their rows can be seen: a reader that goes by id stops at the oldest writer still at work.
    private const string Find = """
        select inbox.id, inbox.received_at as ReceivedAt,
            coalesce((
                select string_agg(kind, ' ' order by kind) from telephony.oddities
                where oddities.source = inbox.source and oddities.id = inbox.id), '') as Oddities,
            inbox.body
        from telephony.inbox inbox
        where inbox.source = @source and inbox.id > @after
            and inbox.written_by < pg_snapshot_xmin(pg_current_snapshot())
        order by inbox.id
        limit @AtMost
        """;
}
