using System.Collections.Concurrent;
using System.Text.Json;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Enum values as the database spells them, and as paths do.</summary>
internal static class Wording
{
    private static readonly ConcurrentDictionary<Enum, string> Words = new();

    /// <summary><c>pending_review</c>.</summary>
    internal static string Word(this Enum value) =>
        Words.GetOrAdd(value, static one => JsonNamingPolicy.SnakeCaseLower.ConvertName(one.ToString()));

    /// <summary><c>pendingReview</c>, as JSON has it.</summary>
    internal static string InJson(this Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary><c>pending-review</c>.</summary>
    internal static string InPath(this Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value that the database has this word for.</summary>
    internal static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
