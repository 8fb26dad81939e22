using System.Text.Json;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>Enum values as the words that the database and the reference data have: <c>SubUnit</c> is <c>sub_unit</c>.</summary>
internal static class Words
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Throws where no value has the word; a check constraint or our own file let it in.</summary>
    internal static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
