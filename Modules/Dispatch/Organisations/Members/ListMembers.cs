using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations.Members;

internal static class ListMembers
{
    private const string Select = """
        select account_id as Account, log_in as LogIn, since as Since, until as Until, by_name as ByName, why as Why
        from dispatch.members
        where org_id = @id and (@past or until is null)
        order by until nulls first, log_in, since
        limit 500
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/organisations/{id}/members", Handle)
        .WithName("ListMembers")
        .WithSummary("Lists an organisation's clerks: those of now, and past ones where asked.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        OrganisationId id, bool? past, OrganisationBook book, IAccounts accounts, Db db, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        var members = new List<Member>();
        foreach (var row in await db.ListAsync<Row>(Select, new { id, past = past is true }, cancellationToken))
        {
            var account = await accounts.FindAsync(row.LogIn, cancellationToken);
            members.Add(new Member(row.Account, row.LogIn, account?.Name, row.Since, row.Until, row.ByName, row.Why));
        }

        return TypedResults.Ok(new Response(members));
    }

    internal sealed record Response(IReadOnlyList<Member> Members);

    /// <param name="Account">The account.</param>
    /// <param name="LogIn">Its log-in name.</param>
    /// <param name="Name">Its name; null where there is no such account any more.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Until">Until when; null for now.</param>
    /// <param name="By">Who put it there; null for the system.</param>
    /// <param name="Why">Why, as they said.</param>
    internal sealed record Member(
        AccountId Account, string LogIn, string? Name, DateTimeOffset Since, DateTimeOffset? Until, string? By, string Why);

    private sealed record Row(AccountId Account, string LogIn, DateTimeOffset Since, DateTimeOffset? Until, string? ByName, string Why);
}
