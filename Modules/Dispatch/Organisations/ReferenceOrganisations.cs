using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Reference;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>The organisations a new installation begins with: the reference city's, from the file embedded beside this code.</summary>
internal static class ReferenceOrganisations
{
    private const string Why = "载入参考数据";

    private const string IsEmpty = "select not exists (select from dispatch.organisations)";

    // Somebody whom people moved or took out is not put back.
    private const string InsertMember = """
        insert into dispatch.members (id, account_id, log_in, org_id, since, why)
        select @id, @account, @logIn, period.org_id, @now, '载入参考数据'
        from dispatch.organisation_periods as period
        where period.code = @code and period.valid_to is null
            and not exists (select from dispatch.members where account_id = @account)
        """;

    /// <summary>
    /// Loads the organisations where there are none, and makes the demonstration's clerks, where they have accounts, members.
    /// </summary>
    internal static async Task LoadAsync(Db db, IAccounts accounts, TimeProvider clock, CancellationToken cancellationToken)
    {
        var clerks = new List<(AccountSummary Account, string Code)>();
        foreach (var row in ReferenceFile.Rows("clerks.csv"))
        {
            if (await accounts.FindAsync(row("log_in")!, cancellationToken) is { } account && account.Roles.Contains(Roles.Clerk))
            {
                clerks.Add((account, row("organisation")!));
            }
        }

        var now = clock.GetUtcNow();
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<bool>(IsEmpty))
        {
            await OrganisationTable.WriteAsync(
                work, [.. Read().Select(life => new OrganisationTable.Version(null, life with { Version = 1 }, "organisation.loaded"))],
                new OrganisationTable.By(null, null, now, Why));
            await OrganisationTable.MarkAllHandedOverAsync(work, now);
        }

        foreach (var (account, code) in clerks)
        {
            await work.ExecuteAsync(
                InsertMember, new { id = Guid.CreateVersion7(), account = account.Id, logIn = account.LogIn, code, now });
        }

        await work.CommitAsync();
    }

    /// <summary>The organisations of the file: rows of one key are one organisation, in the order of their days.</summary>
    internal static IReadOnlyList<OrganisationLife> Read()
    {
        var rows = ReferenceFile.Rows("organisations.csv").ToArray();
        var ids = rows.Select(row => row("key")!).Distinct().ToDictionary(key => key, _ => OrganisationId.New());
        return
        [
            .. rows.GroupBy(row => row("key")!).Select(group => new OrganisationLife(
                ids[group.Key], 0, [.. group.Select(row => Period(row, ids))],
                group.Last()("successor") is { } successor ? ids[successor] : null)),
        ];
    }

    private static OrganisationLife.Period Period(Func<string, string?> row, Dictionary<string, OrganisationId> ids) => new(
        Guid.CreateVersion7(), ReferenceFile.Day(row("valid_from"))!.Value, ReferenceFile.Day(row("valid_to")),
        new OrganisationLife.Setup(
            row("code")!, row("name")!, row("short_name"), Words.Read<OrganisationKind>(row("kind")!),
            row("parent") is { } parent ? ids[parent] : null, row("area"), row("source"), row("confidence"), row("note"),
            row("demonstration")));
}
