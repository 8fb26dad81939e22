using System.Text.Json.Nodes;
using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.Lines;

/// <summary>The versions of lines as they were written, told as what each changed.</summary>
internal static class LineHistory
{
    // Told by who, when and why beside the changes, or different in every version.
    private static readonly string[] Untold = ["version", "changedAt", "changedBy", "changedWhy"];

    /// <summary>The versions of some periods, newest first; at most 500.</summary>
    internal static async Task<IReadOnlyList<Step>> ListAsync(Db db, Guid[] ids, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(SelectVersions, new { ids }, cancellationToken);
        return
        [
            .. rows.Select((row, index) => new Step(
                row.LineId, row.Version, row.At, row.ByName, row.Why,
                row.Before is null ? [] : [.. Differences(JsonNode.Parse(row.Before)!, JsonNode.Parse(row.Line)!)])),
        ];
    }

    private static IEnumerable<FieldChange> Differences(JsonNode before, JsonNode after)
    {
        var (old, now) = (Fields(before), Fields(after));
        return old.Keys.Union(now.Keys)
            .Where(field => !Untold.Contains(field))
            .Select(field => new FieldChange(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
            .Where(change => !JsonNode.DeepEquals(change.Before, change.After));
    }

    private static Dictionary<string, JsonNode?> Fields(JsonNode line) => line.AsObject()
        .SelectMany(field => field.Key == "settings" ? field.Value!.AsObject().AsEnumerable() : [field])
        .ToDictionary(field => field.Key, field => field.Value);

    /// <summary>One version.</summary>
    /// <param name="LineId">The period.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="At">When it was written.</param>
    /// <param name="By">Who wrote it; null for the system.</param>
    /// <param name="Why">Why, as they said.</param>
    /// <param name="Changes">What it changed of the version before; empty in the first one.</param>
    internal sealed record Step(
        Guid LineId, int Version, DateTimeOffset At, string? By, string Why, IReadOnlyList<FieldChange> Changes);

    /// <summary>One field, named as in a line's JSON.</summary>
    internal sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After);

    private sealed record Row(
        Guid LineId, int Version, DateTimeOffset At, string? ByName, string Why, string Line, string? Before);

    private const string SelectVersions = """
        select line_id as LineId, version as Version, at as At, by_name as ByName, why as Why, line::text as Line,
            lag(line::text) over (partition by line_id order by version) as Before
        from telephony.line_versions
        where line_id = any(@ids)
        order by at desc, line_id, version desc
        limit 500
        """;
}
