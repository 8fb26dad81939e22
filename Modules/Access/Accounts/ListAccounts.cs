using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Accounts;

internal static class ListAccounts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/accounts", Handle)
        .WithName("ListAccounts")
        .WithSummary("Lists accounts by log-in name, all or those whose log-in or name contains the search text.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Ok<Response>> Handle(
        [StringLength(64)] string? search,
        [StringLength(64)] string? after,
        [Range(1, 500)] int? limit,
        Db db, CancellationToken cancellationToken)
    {
        var accounts = await db.ListAsync<AccountView>(
            SelectAccounts, new { search, after, limit = limit ?? 100 }, cancellationToken);
        return TypedResults.Ok(new Response(accounts, accounts.Count == (limit ?? 100) ? accounts[^1].LogIn : null));
    }

    /// <param name="Accounts">In the order of their log-in names.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<AccountView> Accounts, string? Next);

    private const string SelectAccounts = """
        select account.id as Id, account.log_in as LogIn, account.name as Name, account.roles as Roles,
            account.disabled_at as DisabledAt, failed.locked_until as LockedUntil, last.started_at as SignedInAt,
            account.version as Version
        from access.accounts account
        left join access.failed_sign_ins failed
            on failed.log_in = lower(account.log_in) and failed.locked_until > now()
        left join access.sessions last on last.account_id = account.id and last.number = account.last_session
        where (@search::text is null or position(lower(@search) in lower(account.log_in)) > 0
                or position(@search in account.name) > 0)
            and (@after::text is null or lower(account.log_in) > lower(@after))
        order by lower(account.log_in)
        limit @limit
        """;
}
