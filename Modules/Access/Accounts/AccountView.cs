using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.Accounts;

/// <summary>An account as administrators see it.</summary>
internal sealed record AccountView
{
    public required AccountId Id { get; init; }

    public required string LogIn { get; init; }

    public required string Name { get; init; }

    public required string[] Roles { get; init; }

    /// <summary>Null while the account may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Null unless too many wrong passwords lock it now.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The newest sign-in of the last thirty days, or null.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    public required long Version { get; init; }
}
