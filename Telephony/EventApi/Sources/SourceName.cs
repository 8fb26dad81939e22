using System.Text.RegularExpressions;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>What a source may be called: what fits a header, a path and a log line without any escaping.</summary>
internal static partial class SourceName
{
    internal const string Pattern = "^[A-Za-z0-9/][A-Za-z0-9/._:-]{0,99}$";

    internal static bool IsValid(string name) => Valid().IsMatch(name);

    /// <summary>The name in a path, where its slashes were escaped.</summary>
    internal static string InPath(string segment) => Uri.UnescapeDataString(segment);

    [GeneratedRegex(Pattern)]
    private static partial Regex Valid();
}
