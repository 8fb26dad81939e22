using System.Text.Json;

namespace ContactCenter.Dispatch.Policies;

/// <summary>Enum values as the words in the database: <c>WorkingDays</c> is <c>working_days</c>.</summary>
internal static class Spelling
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    internal static string? Of<T>(T? value)
        where T : struct, Enum => value is { } one ? Of(one) : null;

    /// <summary>Throws where no value has the word; a check constraint let it in.</summary>
    internal static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>Reads a word of a query, which the framework itself would only take in the code's own capitals.</summary>
    internal static bool TryRead<T>(string word, out T value)
        where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out value) && Enum.IsDefined(value);
}
