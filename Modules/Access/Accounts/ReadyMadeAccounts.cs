using System.Text;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.Accounts;

/// <summary>The accounts an installation starts with, where its settings give their passwords.</summary>
internal sealed class ReadyMadeAccounts(Db db, Passwords passwords, IOptions<AccessOptions> options)
{
    private const string Resource = "ContactCenter.Access.Reference.demonstration-accounts.csv";

    /// <summary>Adds what is missing; an account that is there is left as people made it.</summary>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DemonstrationPassword is { } demonstration)
        {
            // One hash for all: they share the password openly, and hashing each would cost seconds at every new database.
            await AddMissingAsync(await ReadDemonstrationAsync(cancellationToken), demonstration, cancellationToken);
        }

        if (options.Value.FirstAdministratorPassword is { } first
            && (await db.ListAsync<bool>(SelectAdministrator, new { Roles.Administrator }, cancellationToken)).Count == 0)
        {
            await AddMissingAsync([new("admin", "系统管理员", [Roles.Administrator])], first, cancellationToken);
        }
    }

    private async Task AddMissingAsync(
        IReadOnlyList<ReadyMade> accounts, string password, CancellationToken cancellationToken)
    {
        var there = await db.ListAsync<string>(
            SelectThere, new { logIns = accounts.Select(account => account.LogIn).ToArray() }, cancellationToken);
        var missing = accounts.ExceptBy(there, account => account.LogIn).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var hash = passwords.Hash(password);
        await using var work = await db.BeginAsync(cancellationToken);
        foreach (var account in missing)
        {
            await work.ExecuteAsync(InsertAccount, new
            {
                Id = AccountId.New(), account.LogIn, account.Name, hash, account.Roles,
            });
        }

        await work.CommitAsync();
    }

    private static async Task<IReadOnlyList<ReadyMade>> ReadDemonstrationAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(ReadyMadeAccounts).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return [.. text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(fields => new ReadyMade(fields[0], fields[1], fields[2].Split(' ')))];
    }

    private sealed record ReadyMade(string LogIn, string Name, string[] Roles);

    private const string SelectThere = """
        select lower(log_in) from access.accounts where lower(log_in) = any(@logIns) limit 1000
        """;

    private const string SelectAdministrator = """
        select true from access.accounts where @Administrator = any(roles) limit 1
        """;

    // A host that starts at the same moment may have been quicker.
    private const string InsertAccount = """
        insert into access.accounts (id, log_in, name, password_hash, roles)
        values (@Id, @LogIn, @Name, @hash, @Roles)
        on conflict do nothing
        """;
}
