using System.Text.Json.Nodes;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>The versions of a rule as they were written, told as what each changed.</summary>
internal static class RuleHistory
{
    private const string SelectVersions = """
        select version as Version, at as At, by_name as ByName, act as Act, why as Why, whole::text as Whole,
            lag(whole::text) over (order by version) as Before
        from dispatch.rule_versions
        where rule_id = @id
        order by version desc
        limit 200
        """;

    /// <summary>The versions, newest first; at most 200.</summary>
    internal static async Task<IReadOnlyList<Step>> ListAsync(Db db, Guid id, CancellationToken cancellationToken) =>
    [
        .. (await db.ListAsync<Row>(SelectVersions, new { id }, cancellationToken)).Select(row => new Step(
            row.Version, row.At, row.ByName, row.Act, row.Why,
            row.Before is null ? [] : [.. Differences(JsonNode.Parse(row.Before)!.AsObject(), JsonNode.Parse(row.Whole)!.AsObject())])),
    ];

    private static IEnumerable<FieldChange> Differences(JsonObject before, JsonObject after) => after
        .Where(field => !JsonNode.DeepEquals(before[field.Key], field.Value))
        .Select(field => new FieldChange(field.Key, before[field.Key], field.Value));

    /// <param name="Version">The version.</param>
    /// <param name="At">When it was written.</param>
    /// <param name="By">Who wrote it; null for the system.</param>
    /// <param name="Act">What kind of change it was.</param>
    /// <param name="Why">Why, as they said.</param>
    /// <param name="Changes">What it changed of the version before; empty in the first one.</param>
    internal sealed record Step(
        int Version, DateTimeOffset At, string? By, string Act, string Why, IReadOnlyList<FieldChange> Changes);

    internal sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After);

    private sealed record Row(int Version, DateTimeOffset At, string? ByName, string Act, string Why, string Whole, string? Before);
}
