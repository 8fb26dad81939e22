using System.Text.Json;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>How rules stand in the database: read whole, written as versions.</summary>
internal static class RuleTable
{
    internal const string NoOverlap = "rules_do_not_overlap";

    internal const string SelectVersion = "select version from dispatch.catalogue_state";

    internal const string RaiseVersion = "update dispatch.catalogue_state set version = version + 1";

    // Categories times areas would be some thousand if somebody wrote a rule for each.
    private const int Most = 50_000;

    private const string Columns = """
        select id, version, title, category, area, line, lead, assists, basis, valid_from as ValidFrom, valid_to as ValidTo, note,
            demonstration, changed_at as ChangedAt, changed_by_name as ChangedBy, changed_why as ChangedWhy
        from dispatch.rules
        """;

    private const string SelectAll = Columns + """

        order by category nulls first, area nulls first, line nulls first, valid_from, id
        limit @Most
        """;

    private const string SelectOneForUpdate = Columns + """

        where id = @id
        for update
        """;

    private const string SelectOverlap = Columns + """

        where category is not distinct from @Category and area is not distinct from @Area and line is not distinct from @Line
            and id <> @Id and daterange(valid_from, valid_to) && daterange(@ValidFrom, @ValidTo)
        order by valid_from
        limit 1
        """;

    private const string Upsert = """
        insert into dispatch.rules (id, version, title, category, area, line, lead, assists, basis, valid_from, valid_to, note,
            demonstration, changed_at, changed_by, changed_by_name, changed_why)
        values (@Id, @Version, @Title, @Category, @Area, @Line, @Lead, @Assists, @Basis, @ValidFrom, @ValidTo, @Note,
            @Demonstration, @ChangedAt, @ById, @ChangedBy, @ChangedWhy)
        on conflict (id) do update set    -- A new version of a rule that is there.
            version = excluded.version, title = excluded.title, category = excluded.category, area = excluded.area,
            line = excluded.line, lead = excluded.lead, assists = excluded.assists, basis = excluded.basis,
            valid_from = excluded.valid_from, valid_to = excluded.valid_to, note = excluded.note,
            demonstration = excluded.demonstration, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
            changed_by_name = excluded.changed_by_name, changed_why = excluded.changed_why
        """;

    private const string InsertVersion = """
        insert into dispatch.rule_versions (rule_id, version, at, by_id, by_name, act, why, whole)
        values (@Id, @Version, @ChangedAt, @ById, @ChangedBy, @act, @ChangedWhy, @Whole::jsonb)
        """;

    internal static async Task<IReadOnlyList<Rule>> AllAsync(Db db, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<Row>(SelectAll, new { Most }, cancellationToken)).Select(row => row.ToRule())];

    /// <summary>Reads a rule so that nobody else changes it before this work ends.</summary>
    internal static async Task<Rule?> LockAsync(Work work, Guid id) =>
        (await work.FindAsync<Row>(SelectOneForUpdate, new { id }))?.ToRule();

    /// <summary>The rule for the same appeals that has some of the same days, or null.</summary>
    internal static async Task<Rule?> FindOverlapAsync(Db db, Rule rule, CancellationToken cancellationToken) =>
        (await db.FindAsync<Row>(
            SelectOverlap,
            new { rule.Settings.Category, rule.Settings.Area, rule.Settings.Line, rule.Id, rule.ValidFrom, rule.ValidTo },
            cancellationToken))?.ToRule();

    /// <summary>
    /// Writes a new rule or a new version of one into the table and the append-only history. Throws the database's exclusion
    /// violation where another rule is for the same appeals on some of the same days.
    /// </summary>
    internal static async Task WriteAsync(Work work, Rule rule, Guid? byId, string act)
    {
        var set = rule.Settings;
        await work.ExecuteAsync(Upsert, new
        {
            rule.Id, rule.Version, set.Title, set.Category, set.Area, set.Line, Lead = set.Lead.Stored,
            Assists = set.Assists.Select(assist => assist.Stored).ToArray(), set.Basis, rule.ValidFrom, rule.ValidTo, set.Note,
            set.Demonstration, rule.ChangedAt, ById = byId, rule.ChangedBy, rule.ChangedWhy,
        });
        await work.ExecuteAsync(InsertVersion, new
        {
            rule.Id, rule.Version, rule.ChangedAt, ById = byId, rule.ChangedBy, act, rule.ChangedWhy,
            Whole = JsonSerializer.Serialize(
                new
                {
                    set.Title, set.Category, set.Area, set.Line, lead = set.Lead.Stored,
                    assists = set.Assists.Select(assist => assist.Stored), set.Basis, rule.ValidFrom, rule.ValidTo, set.Note,
                },
                Json.Options),
        });
        await work.ExecuteAsync(RaiseVersion);
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public string Title { get; init; } = "";
        public string? Category { get; init; }
        public string? Area { get; init; }
        public string? Line { get; init; }
        public string Lead { get; init; } = "";
        public string[] Assists { get; init; } = [];
        public string? Basis { get; init; }
        public DateOnly ValidFrom { get; init; }
        public DateOnly? ValidTo { get; init; }
        public string? Note { get; init; }
        public string? Demonstration { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
        public string? ChangedBy { get; init; }
        public string ChangedWhy { get; init; } = "";

        internal Rule ToRule() => new()
        {
            Id = Id,
            Version = Version,
            Settings = new Rule.Setup(
                Title, Category, Area, Line, Target.Read(Lead), [.. Assists.Select(Target.Read)], Basis, Note, Demonstration),
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
            ChangedAt = ChangedAt,
            ChangedBy = ChangedBy,
            ChangedWhy = ChangedWhy,
        };
    }
}
