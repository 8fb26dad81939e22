using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Accounts;

/// <summary>SQL on accounts that more than one use case needs.</summary>
internal static class AccountRows
{
    /// <summary>The account as administrators see it, or null where there is none.</summary>
    internal static Task<AccountView?> FindViewAsync(Db db, AccountId id, CancellationToken cancellationToken) =>
        db.FindAsync<AccountView>(SelectView, new { id }, cancellationToken);

    /// <summary>Ends every session of the account; requests hear of it within seconds.</summary>
    internal static Task RevokeSessionsAsync(Work work, AccountId id) => work.ExecuteAsync(RevokeSessions, new { id });

    /// <summary>Takes a lock off the account's log-in name.</summary>
    internal static Task UnlockAsync(Work work, AccountId id) => work.ExecuteAsync(Unlock, new { id });

    private const string SelectView = """
        select account.id as Id, account.log_in as LogIn, account.name as Name, account.roles as Roles,
            account.disabled_at as DisabledAt, failed.locked_until as LockedUntil, last.started_at as SignedInAt,
            account.version as Version
        from access.accounts account
        left join access.failed_sign_ins failed
            on failed.log_in = lower(account.log_in) and failed.locked_until > now()
        left join access.sessions last on last.account_id = account.id and last.number = account.last_session
        where account.id = @id
        """;

    private const string RevokeSessions = """
        update access.sessions set revoked_at = now() where account_id = @id and revoked_at is null
        """;

    private const string Unlock = """
        delete from access.failed_sign_ins
        where log_in = (select lower(log_in) from access.accounts where id = @id)
        """;
}
