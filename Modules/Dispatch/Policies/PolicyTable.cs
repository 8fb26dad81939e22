using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Policies;

/// <summary>How policies stand in the database: versions that are only added.</summary>
internal static class PolicyTable
{
    private const string Select = """
        select seq, id, version, effective_at, retired, name, org_id, urgency, line, complex, appeal_type, limits::text as limits,
            why, changed_by_name, changed_at
        from dispatch.time_policies
        order by seq
        """;

    private const string SelectNewest = "select coalesce(max(seq), 0) from dispatch.time_policies";

    // Writers one after another, so that whoever has seen a seq has seen all before it. Readers are not kept waiting.
    private const string Lock = "lock table dispatch.time_policies in share row exclusive mode";

    private const string Insert = """
        insert into dispatch.time_policies (id, version, effective_at, retired, name, org_id, urgency, line, complex, appeal_type,
            limits, why, changed_by, changed_by_name, changed_at)
        values (@Id, @Version, @EffectiveAt, @Retired, @Name, @Organisation, @urgency, @Line, @Complex, @type,
            @limits::jsonb, @Why, @by, @ChangedBy, @ChangedAt)
        """;

    internal static Task<long> NewestAsync(Db db, CancellationToken cancellationToken) =>
        db.FindAsync<long>(SelectNewest, null, cancellationToken);

    internal static async Task<IReadOnlyList<Policy>> ListAsync(Db db, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<Row>(Select, null, cancellationToken)).Select(row => row.ToPolicy())];

    internal static async Task<IReadOnlyList<Policy>> LockAsync(Work work)
    {
        await work.ExecuteAsync(Lock);
        return [.. (await work.ListAsync<Row>(Select)).Select(row => row.ToPolicy())];
    }

    internal static Task AddAsync(Work work, Policy policy, AccountId? by) => work.ExecuteAsync(Insert, new
    {
        policy.Id,
        policy.Version,
        policy.EffectiveAt,
        policy.Retired,
        policy.Name,
        policy.Organisation,
        urgency = Spelling.Of(policy.Urgency),
        policy.Line,
        policy.Complex,
        type = Spelling.Of(policy.AppealType),
        limits = JsonSerializer.Serialize(policy.Limits, Json.Options),
        policy.Why,
        by,
        policy.ChangedBy,
        policy.ChangedAt,
    });

    private sealed class Row
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        public DateTimeOffset EffectiveAt { get; init; }

        public bool Retired { get; init; }

        public string Name { get; init; } = "";

        public Guid? OrgId { get; init; }

        public string? Urgency { get; init; }

        public string? Line { get; init; }

        public bool? Complex { get; init; }

        public string? AppealType { get; init; }

        public string Limits { get; init; } = "";

        public string Why { get; init; } = "";

        public string ChangedByName { get; init; } = "";

        public DateTimeOffset ChangedAt { get; init; }

        internal Policy ToPolicy() => new(
            Id, Version, EffectiveAt, Retired, Name, OrgId is { } unit ? new OrganisationId(unit) : null,
            Urgency is null ? null : Spelling.Read<Urgency>(Urgency), Line, Complex,
            AppealType is null ? null : Spelling.Read<AppealType>(AppealType),
            JsonSerializer.Deserialize<List<PolicyLimit>>(Limits, Json.Options)!, Why, ChangedByName, ChangedAt);
    }
}
