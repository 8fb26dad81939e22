namespace ContactCenter.Contracts.Access;

/// <summary>What other modules may ask about accounts.</summary>
public interface IAccounts
{
    /// <summary>The account with this log-in name, or null.</summary>
    Task<AccountSummary?> FindAsync(string logIn, CancellationToken cancellationToken);
}

/// <summary>The part of an account that other modules may see.</summary>
public sealed record AccountSummary(AccountId Id, string LogIn, string Name, IReadOnlyList<string> Roles);
