using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>How organisations stand in the database: read all together, written as versions.</summary>
internal static class OrganisationTable
{
    // A city has some hundreds, a province some ten thousand, each with a few periods.
    private const int Most = 100_000;

    internal const string SelectVersion = "select version from dispatch.organisation_state";

    private const string LockState = SelectVersion + " for update";

    private const string RaiseState = "update dispatch.organisation_state set version = version + 1";

    private const string SelectLives = """
        select id, version, successor
        from dispatch.organisations
        limit @Most
        """;

    private const string SelectPeriods = """
        select id, org_id as OrgId, valid_from as ValidFrom, valid_to as ValidTo, code, name, short_name as ShortName, kind, parent,
            area, source, confidence, note, demonstration
        from dispatch.organisation_periods
        order by valid_from, valid_to
        limit @Most
        """;

    private const string Upsert = """
        insert into dispatch.organisations (id, version, successor, changed_at, changed_by, changed_by_name, changed_why)
        values (@Id, @Version, @Successor, @Now, @ById, @ByName, @Why)
        on conflict (id) do update set    -- A new version of one that is there.
            version = excluded.version, successor = excluded.successor, changed_at = excluded.changed_at,
            changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name, changed_why = excluded.changed_why
        """;

    private const string DeletePeriods = "delete from dispatch.organisation_periods where org_id = any(@ids)";

    private const string InsertPeriod = """
        insert into dispatch.organisation_periods (id, org_id, valid_from, valid_to, code, name, short_name, kind, parent, area,
            source, confidence, note, demonstration)
        values (@Id, @OrgId, @ValidFrom, @ValidTo, @Code, @Name, @ShortName, @Kind, @Parent, @Area,
            @Source, @Confidence, @Note, @Demonstration)
        """;

    private const string InsertVersion = """
        insert into dispatch.organisation_versions (org_id, version, at, by_id, by_name, act, why, changes, whole)
        values (@Id, @Version, @Now, @ById, @ByName, @Act, @Why, @Changes::jsonb, @Whole::jsonb)
        """;

    private const string MarkHandedOver = "update dispatch.organisations set handed_over_at = @now where successor is not null";

    /// <summary>Keeps everybody else from changing the tree until this work ends, and reads it.</summary>
    internal static async Task<Dictionary<OrganisationId, OrganisationLife>> LockAsync(Work work)
    {
        await work.FindAsync<long>(LockState);
        return Lives(
            await work.ListAsync<LifeRow>(SelectLives, new { Most }), await work.ListAsync<PeriodRow>(SelectPeriods, new { Most }));
    }

    /// <summary>All of them at one moment, with the tree's version then.</summary>
    internal static async Task<(long Version, Dictionary<OrganisationId, OrganisationLife> Lives)> ReadAsync(
        Db db, CancellationToken cancellationToken)
    {
        // The version is read first: what is read after it is of this version or a later one, never of an older one.
        var version = await db.FindAsync<long>(SelectVersion, null, cancellationToken);
        return (version, Lives(
            await db.ListAsync<LifeRow>(SelectLives, new { Most }, cancellationToken),
            await db.ListAsync<PeriodRow>(SelectPeriods, new { Most }, cancellationToken)));
    }

    /// <summary>
    /// Writes new versions of organisations into the table and the append-only history. Throws the database's exclusion
    /// violation where two of them have one code on one day.
    /// </summary>
    internal static async Task WriteAsync(Work work, IReadOnlyCollection<Version> versions, By by)
    {
        // Codes may be handed from one to another: all old periods go before the new ones come.
        await work.ExecuteAsync(RaiseState);
        foreach (var (_, life, _) in versions.OrderBy(one => one.Life.Successor is null ? 0 : 1))
        {
            await work.ExecuteAsync(Upsert, new { life.Id, life.Version, life.Successor, by.Now, by.ById, by.ByName, by.Why });
        }

        await work.ExecuteAsync(DeletePeriods, new { ids = versions.Select(one => one.Life.Id.Value).ToArray() });
        foreach (var (before, life, act) in versions)
        {
            foreach (var period in life.Periods)
            {
                var set = period.Settings;
                await work.ExecuteAsync(InsertPeriod, new
                {
                    period.Id, OrgId = life.Id, period.ValidFrom, period.ValidTo, set.Code, set.Name, set.ShortName,
                    Kind = Words.Of(set.Kind), set.Parent, set.Area, set.Source, set.Confidence, set.Note, set.Demonstration,
                });
            }

            await work.ExecuteAsync(InsertVersion, new
            {
                life.Id, life.Version, by.Now, by.ById, by.ByName, act, by.Why,
                Changes = JsonSerializer.Serialize(LifeChanges.Between(before, life), Json.Options),
                Whole = JsonSerializer.Serialize(life, Json.Options),
            });
        }
    }

    /// <summary>What reference data say has been succeeded had no orders here.</summary>
    internal static Task MarkAllHandedOverAsync(Work work, DateTimeOffset now) => work.ExecuteAsync(MarkHandedOver, new { now });

    private static Dictionary<OrganisationId, OrganisationLife> Lives(IReadOnlyList<LifeRow> lives, IReadOnlyList<PeriodRow> periods)
    {
        var byLife = periods.ToLookup(row => row.OrgId, row => row.ToPeriod());
        return lives.Where(row => byLife.Contains(row.Id))
            .ToDictionary(row => row.Id, row => new OrganisationLife(row.Id, row.Version, [.. byLife[row.Id]], row.Successor));
    }

    /// <summary>One organisation as it was (null for a new one) and as it becomes.</summary>
    internal sealed record Version(OrganisationLife? Before, OrganisationLife Life, string Act);

    /// <summary>Who writes, when and why.</summary>
    internal sealed record By(Guid? ById, string? ByName, DateTimeOffset Now, string Why);

    private sealed record LifeRow
    {
        public OrganisationId Id { get; init; }
        public int Version { get; init; }
        public OrganisationId? Successor { get; init; }
    }

    private sealed record PeriodRow
    {
        public Guid Id { get; init; }
        public OrganisationId OrgId { get; init; }
        public DateOnly ValidFrom { get; init; }
        public DateOnly? ValidTo { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string? ShortName { get; init; }
        public string Kind { get; init; } = "";
        public OrganisationId? Parent { get; init; }
        public string? Area { get; init; }
        public string? Source { get; init; }
        public string? Confidence { get; init; }
        public string? Note { get; init; }
        public string? Demonstration { get; init; }

        internal OrganisationLife.Period ToPeriod() => new(Id, ValidFrom, ValidTo, new OrganisationLife.Setup(
            Code, Name, ShortName, Words.Read<OrganisationKind>(Kind), Parent, Area, Source, Confidence, Note, Demonstration));
    }
}
