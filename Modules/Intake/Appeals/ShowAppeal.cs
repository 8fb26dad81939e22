using System.Security.Claims;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

internal static class ShowAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/appeals/{id}", Handle)
        .WithName("ShowAppeal")
        .WithSummary("An appeal with its citizen masked, its stages, links, attachments and journal; an agent names the call at hand.")
        .RequireAuthorization(Rights.SeeOrders);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        AppealId id, CallId? call, ClaimsPrincipal person, AppealSight sight, AppealViews views, Db db,
        CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, call, cancellationToken) is not { } appeal)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(new Response(
            views.FullOf(appeal),
            await db.ListAsync<Stage>(SelectStages, new { id }, cancellationToken),
            await db.ListAsync<Related>(SelectRelated, new { id }, cancellationToken),
            await db.ListAsync<File>(SelectFiles, new { id }, cancellationToken),
            [.. (await db.ListAsync<EntryRow>(SelectJournal, new { id }, cancellationToken)).Select(Entry.Of)]));
    }

    /// <param name="Appeal">The appeal.</param>
    /// <param name="Stages">What the citizen may know, oldest first.</param>
    /// <param name="Related">Appeals that were merged with it or linked to it.</param>
    /// <param name="Attachments">Its files.</param>
    /// <param name="Journal">Everything that happened, newest first.</param>
    public sealed record Response(
        AppealViews.Full Appeal, IReadOnlyList<Stage> Stages, IReadOnlyList<Related> Related, IReadOnlyList<File> Attachments,
        IReadOnlyList<Entry> Journal);

    public sealed class Stage
    {
        [System.Text.Json.Serialization.JsonPropertyName("stage")]
        public AppealStage Reached { get; init; }

        public DateTimeOffset At { get; init; }

        public string? PublicAnswer { get; init; }
    }

    /// <summary>How another appeal belongs to this one: <c>mergedHere</c>, <c>mergedInto</c> or <c>linked</c>.</summary>
    public sealed record Related(Guid Id, string Number, string Title, string How);

    public sealed record File(Guid Id, string Name, string MediaType, long SizeBytes, string Scan);

    internal sealed class EntryRow
    {
        public DateTimeOffset At { get; init; }

        public Guid? Actor { get; init; }

        public string Act { get; init; } = "";

        public string? Reason { get; init; }

        public string? Details { get; init; }
    }

    public sealed record Entry(DateTimeOffset At, Guid? Actor, string Act, string? Reason, JsonElement? Details)
    {
        internal static Entry Of(EntryRow row) => new(
            row.At, row.Actor, row.Act, row.Reason, row.Details is { } json ? JsonElement.Parse(json) : null);
    }

    private const string SelectStages = """
        select stage as Reached, at as At, public_answer as PublicAnswer
        from intake.progress
        where appeal_id = @id
        order by at
        limit 200
        """;

    private const string SelectRelated = """
        select other.id as Id, other.number as Number, other.title as Title, 'mergedHere' as How
        from intake.appeals other
        where other.merged_into = @id and not other.secret
        union all
        select parent.id, parent.number, parent.title, 'mergedInto'
        from intake.appeals child
        join intake.appeals parent on parent.id = child.merged_into
        where child.id = @id and not parent.secret
        union all
        select other.id, other.number, other.title, 'linked'
        from intake.links link
        join intake.appeals other on other.id = case when link.appeal_id = @id then link.other_id else link.appeal_id end
        where (link.appeal_id = @id or link.other_id = @id) and not other.secret
        limit 200
        """;

    private const string SelectFiles = """
        select id as Id, name_masked as Name, media_type as MediaType, size_bytes as SizeBytes, scan as Scan
        from intake.attachments
        where appeal_id = @id
        order by uploaded_at
        limit 200
        """;

    private const string SelectJournal = """
        select at as At, actor as Actor, act as Act, reason as Reason, details::text as Details
        from intake.journal
        where appeal_id = @id
        order by id desc
        limit 500
        """;
}
