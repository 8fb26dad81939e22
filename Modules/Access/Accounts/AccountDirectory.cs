using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Accounts;

/// <summary>Answers other modules' questions about accounts.</summary>
internal sealed class AccountDirectory(Db db) : IAccounts
{
    public async Task<AccountSummary?> FindAsync(string logIn, CancellationToken cancellationToken) =>
        await db.FindAsync<Row>(SelectAccount, new { logIn }, cancellationToken) is { } row
            ? new AccountSummary(row.Id, row.LogIn, row.Name, row.Roles)
            : null;

    private sealed record Row
    {
        public required AccountId Id { get; init; }

        public required string LogIn { get; init; }

        public required string Name { get; init; }

        public required string[] Roles { get; init; }
    }

    private const string SelectAccount = """
        select id as Id, log_in as LogIn, name as Name, roles as Roles
        from access.accounts
        where lower(log_in) = lower(@logIn)
        """;
}
