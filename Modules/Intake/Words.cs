using System.Collections.Concurrent;
using System.Text.Json;

namespace ContactCenter.Intake;

/// <summary>Enum values as the database and JSON spell them: <c>outOfScope</c>.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    internal static string Word(this Enum value) =>
        Known.GetOrAdd(value, static one => JsonNamingPolicy.CamelCase.ConvertName(one.ToString()));
}
