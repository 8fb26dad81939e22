using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.PersonalData;

internal static class ListPersonalViews
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/personal-views", Handle)
        .WithName("ListPersonalViews")
        .WithSummary("Lists who had which personal datum shown and why, newest first; older pages by the answer's next.")
        .RequireAuthorization(Rights.ReviewPersonalViews);

    private static async Task<Ok<Response>> Handle(
        AccountId? who,
        [StringLength(200)] string? subject,
        [StringLength(64)] string? field,
        DateTimeOffset? from,
        DateTimeOffset? to,
        long? before,
        [Range(1, 500)] int? limit,
        Db db, CancellationToken cancellationToken)
    {
        var items = await db.ListAsync<Item>(
            SelectViews, new { who, subject, field, from, to, before, limit = limit ?? 100 }, cancellationToken);
        return TypedResults.Ok(new Response(items, items.Count == (limit ?? 100) ? items[^1].Id : null));
    }

    /// <param name="Items">Newest first.</param>
    /// <param name="Next">What to give as <c>before</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, long? Next);

    /// <param name="Id">Grows with each view.</param>
    /// <param name="At">When.</param>
    /// <param name="Who">The person it was shown to.</param>
    /// <param name="WhoName">The person's name.</param>
    /// <param name="Subject">Whose datum, e.g. <c>call:0198…</c>.</param>
    /// <param name="Field">Which field.</param>
    /// <param name="Reason">Why, as the person said.</param>
    public sealed record Item(
        long Id, DateTimeOffset At, AccountId Who, string? WhoName, string Subject, string Field, string Reason);

    private const string SelectViews = """
        select shown.id as Id, shown.at as At, shown.account as Who, account.name as WhoName, shown.subject as Subject,
            shown.field as Field, shown.reason as Reason
        from access.personal_views shown
        left join access.accounts account on account.id = shown.account
        where (@who::uuid is null or shown.account = @who)
            and (@subject::text is null or shown.subject = @subject)
            and (@field::text is null or shown.field = @field)
            and (@from::timestamptz is null or shown.at >= @from)
            and (@to::timestamptz is null or shown.at < @to)
            and (@before::bigint is null or shown.id < @before)
        order by shown.id desc
        limit @limit
        """;
}
