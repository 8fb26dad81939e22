using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.Reference;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>The catalogue a new installation begins with: one made up for the demonstration, from the files embedded beside this code.</summary>
internal static class ReferenceRules
{
    private const string Why = "载入参考数据";

    private const string IsEmpty = "select not exists (select from dispatch.rules)";

    private const string InsertDuty = """
        insert into dispatch.township_duties (id, category, basis, demonstration, since, why)
        values (@id, @category, @basis, @demonstration, @now, '载入参考数据')
        """;

    private static readonly DateOnly Begins = new(2021, 10, 16);

    /// <summary>Loads rules and duties where there are no rules; a catalogue that has some is left alone.</summary>
    internal static async Task LoadAsync(Db db, OrganisationBook organisations, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (!await work.FindAsync<bool>(IsEmpty))
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var rule in Read(organisations.Today, now))
        {
            await RuleTable.WriteAsync(work, rule, byId: null, "rule.loaded");
        }

        foreach (var row in ReferenceFile.Rows("township-duties.csv"))
        {
            await work.ExecuteAsync(InsertDuty, new
            {
                id = Guid.CreateVersion7(), category = row("category"), basis = row("basis"), demonstration = row("demonstration"), now,
            });
        }

        await work.CommitAsync();
    }

    /// <summary>The rules of the file whose leading organisation there is: people may have changed the tree before.</summary>
    internal static IEnumerable<Rule> Read(OrganisationTree tree, DateTimeOffset now) =>
        from row in ReferenceFile.Rows("rules.csv")
        let lead = Target.Parse(row("lead")!, tree)
        where lead is not null
        select new Rule
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Settings = new Rule.Setup(
                row("title")!, row("category"), row("area"), row("line"), lead.Value,
                [.. (row("assists") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(assist => Target.Parse(assist, tree)).OfType<Target>()],
                row("basis"), null, row("demonstration")),
            ValidFrom = Begins,
            ChangedAt = now,
            ChangedWhy = Why,
        };
}
