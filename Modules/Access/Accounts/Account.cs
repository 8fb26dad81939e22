using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Accounts;

/// <summary>An account as rules look at it.</summary>
internal sealed record Account
{
    public required AccountId Id { get; init; }

    public required string LogIn { get; init; }

    public required string Name { get; init; }

    public required string[] Roles { get; init; }

    public required bool Disabled { get; init; }

    public required long Version { get; init; }

    private bool Administers => !Disabled && Roles.Contains(Contracts.Access.Roles.Administrator);

    /// <summary>Why the account may not become what is asked, or null where it may.</summary>
    /// <param name="wanted">What it is to be; its version is the one that was seen.</param>
    /// <param name="otherAdministrators">How many others can administer now.</param>
    internal Refusal? WhyNotBecome(Account wanted, int otherAdministrators)
    {
        if (wanted.Version != Version)
        {
            return new Refusal("stale-version", "该账号刚被他人修改，请刷新后重试。");
        }

        return Administers && !wanted.Administers && otherAdministrators == 0
            ? new Refusal("last-administrator", "至少要保留一个可用的系统管理员账号。")
            : null;
    }
}
