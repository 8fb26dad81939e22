using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Auditing;

internal static class ListAudit
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit", Handle)
        .WithName("ListAudit")
        .WithSummary("Lists who did what, newest first; older pages by the answer's next.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Ok<Response>> Handle(
        AccountId? actor,
        [StringLength(64)] string? act,
        [StringLength(200)] string? subject,
        DateTimeOffset? from,
        DateTimeOffset? to,
        long? before,
        [Range(1, 500)] int? limit,
        Db db, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(
            SelectAudit, new { actor, act, subject, from, to, before, limit = limit ?? 100 }, cancellationToken);
        return TypedResults.Ok(new Response(
            [.. rows.Select(Item.Of)], rows.Count == (limit ?? 100) ? rows[^1].Id : null));
    }

    /// <param name="Items">Newest first.</param>
    /// <param name="Next">What to give as <c>before</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, long? Next);

    public sealed record Item(
        long Id, DateTimeOffset At, AccountId? Actor, string? ActorName, string Act, string Subject, string? Reason,
        JsonElement? Details)
    {
        internal static Item Of(Row row) => new(
            row.Id, row.At, row.Actor is { } actor ? new AccountId(actor) : null, row.ActorName, row.Act, row.Subject,
            row.Reason, row.Details is { } json ? JsonElement.Parse(json) : null);
    }

    internal sealed record Row(
        long Id, DateTimeOffset At, Guid? Actor, string? ActorName, string Act, string Subject, string? Reason, string? Details);

    private const string SelectAudit = """
        select audit.id as Id, audit.at as At, audit.actor as Actor, account.name as ActorName, audit.act as Act,
            audit.subject as Subject, audit.reason as Reason, audit.details::text as Details
        from access.audit audit
        left join access.accounts account on account.id = audit.actor
        where (@actor::uuid is null or audit.actor = @actor)
            and (@act::text is null or audit.act = @act)
            and (@subject::text is null or audit.subject = @subject)
            and (@from::timestamptz is null or audit.at >= @from)
            and (@to::timestamptz is null or audit.at < @to)
            and (@before::bigint is null or audit.id < @before)
        order by audit.id desc
        limit @limit
        """;
}
