using System.Text.RegularExpressions;

namespace ContactCenter.Architecture;

/// <summary>The rules for files, which no compiler knows; each answers with what breaks it.</summary>
internal static partial class FileRules
{
    // One sitting. A longer file is two things.
    private const int LongestFile = 300;

    /// <summary>What is not done stands in the list of issues, not in a file.</summary>
    internal static IEnumerable<string> WithPromises(IEnumerable<SourceFile> files) =>
        files.Where(file => Promise().IsMatch(file.Text)).Select(file => file.Path);

    internal static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) => files
        .Select(file => (file.Path, Lines: file.Text.TrimEnd('\n').Count(character => character == '\n') + 1))
        .Where(file => file.Lines > LongestFile)
        .Select(file => $"{file.Path}: {file.Lines}");

    /// <summary>Whoever looks for a class opens the file of its name.</summary>
    internal static IEnumerable<string> NotNamedAfterTheirClass(IEnumerable<SourceFile> files) => files
        .Where(file => Path.GetFileName(file.Path) is not ("Program.cs" or "AssemblyInfo.cs"))
        .Where(file => !Regex.IsMatch(
            file.Text,
            $@"\b(class|record|struct|interface|enum|delegate \w+)\s+{Path.GetFileName(file.Path).Split('.')[0]}\b"))
        .Select(file => file.Path);

    /// <summary>A module's scripts are 0001, 0002 … without gaps or doubles: two branches may have added the same number.</summary>
    internal static IEnumerable<string> WronglyNumbered(IEnumerable<SourceFile> scripts) => scripts
        .Where(script => Path.GetFileName(Path.GetDirectoryName(script.Path)) is "Schema")
        .GroupBy(script => Path.GetDirectoryName(script.Path)!)
        .SelectMany(folder => folder
            .OrderBy(script => script.Path, StringComparer.Ordinal)
            .Where((script, index) => !Regex.IsMatch(Path.GetFileName(script.Path), $@"^{index + 1:0000}_[a-z0-9_]+\.sql$"))
            .Select(script => script.Path));

    /// <summary>Files end in a line feed, have none of the other kind and no tabs or spaces at line ends.</summary>
    internal static IEnumerable<string> BadlySpaced(IEnumerable<SourceFile> files) => files
        .Where(file => file.Text.Length > 0 && (file.Text.Contains('\r') || !file.Text.EndsWith('\n') || Trailing().IsMatch(file.Text)))
        .Select(file => file.Path);

    /// <summary>Regions hide what a file is too long for.</summary>
    internal static IEnumerable<string> WithRegions(IEnumerable<SourceFile> files) =>
        files.Where(file => Region().IsMatch(file.Text)).Select(file => file.Path);

    // Written so that this file does not contain what it looks for.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|XX[X])\b")]
    private static partial Regex Promise();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Region();
}
