using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>The versions of an organisation as they were written.</summary>
internal static class OrganisationHistory
{
    private const string SelectVersions = """
        select version as Version, at as At, by_name as ByName, act as Act, why as Why, changes::text as Changes
        from dispatch.organisation_versions
        where org_id = @id and version > @after
        order by version desc
        limit 200
        """;

    /// <summary>The versions after one, newest first; at most 200.</summary>
    internal static async Task<IReadOnlyList<Step>> ListAsync(
        Db db, OrganisationId id, int after, CancellationToken cancellationToken) =>
    [
        .. (await db.ListAsync<Row>(SelectVersions, new { id, after }, cancellationToken)).Select(row => new Step(
            row.Version, row.At, row.ByName, row.Act, row.Why,
            JsonSerializer.Deserialize<LifeChanges.FieldChange[]>(row.Changes, Json.Options)!)),
    ];

    /// <param name="Version">The version.</param>
    /// <param name="At">When it was written.</param>
    /// <param name="By">Who wrote it; null for the system.</param>
    /// <param name="Act">What kind of change it was.</param>
    /// <param name="Why">Why, as they said.</param>
    /// <param name="Changes">What it changed of the version before; empty in the first one.</param>
    internal sealed record Step(
        int Version, DateTimeOffset At, string? By, string Act, string Why, IReadOnlyList<LifeChanges.FieldChange> Changes);

    private sealed record Row(int Version, DateTimeOffset At, string? ByName, string Act, string Why, string Changes);
}
