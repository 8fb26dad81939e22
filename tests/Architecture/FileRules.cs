using System.Globalization;
using System.Text.RegularExpressions;

namespace ContactCenter.Architecture;

/// <summary>The rules for files, which no compiler knows; each answers with what breaks it.</summary>
internal static partial class FileRules
{
    // One sitting. A longer file is two things.
    private const int LongestFile = 300;

    private const int PartStep = 20;

    /// <summary>What is not done stands in the list of issues, not in a file.</summary>
    internal static IEnumerable<string> WithPromises(IEnumerable<SourceFile> files) =>
        files.Where(file => Promise().IsMatch(file.Text)).Select(file => file.Path);

    internal static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) => files
        .Select(file => (file.Path, Lines: file.Text.TrimEnd('\n').Count(character => character == '\n') + 1))
        .Where(file => file.Lines > LongestFile)
        .Select(file => $"{file.Path}: {file.Lines}");

    /// <summary>Whoever looks for a class opens the file of its name. A file of records and enums alone is a vocabulary.</summary>
    internal static IEnumerable<string> NotNamedAfterTheirClass(IEnumerable<SourceFile> files) => files
        .Where(file => Path.GetFileName(file.Path) is not ("Program.cs" or "AssemblyInfo.cs"))
        .Where(file => Behaves().IsMatch(file.Text)
            && !Declared(file).Contains(Path.GetFileName(file.Path).Split('.')[0]))
        .Select(file => file.Path);

    /// <summary>
    /// A module's scripts are 0001, 0002 … without doubles, which two branches make easily, and without gaps, which a lost
    /// script leaves. Parts of a large module each start at a multiple of twenty.
    /// </summary>
    internal static IEnumerable<string> WronglyNumbered(IEnumerable<SourceFile> scripts)
    {
        foreach (var folder in scripts.GroupBy(script => Path.GetDirectoryName(script.Path)!))
        {
            var last = 0;
            foreach (var path in folder.Select(script => script.Path).Order(StringComparer.Ordinal))
            {
                var number = Script().Match(Path.GetFileName(path)) is { Success: true } match
                    ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
                    : -1;
                if (number != last + 1 && (number <= last || number % PartStep != 0))
                {
                    yield return path;
                }

                last = Math.Max(last, number);
            }
        }
    }

    /// <summary>Files end in a line feed, have none of the other kind and no tabs or spaces at line ends.</summary>
    internal static IEnumerable<string> BadlySpaced(IEnumerable<SourceFile> files) => files
        .Where(file => file.Text.Length > 0 && (file.Text.Contains('\r') || !file.Text.EndsWith('\n') || Trailing().IsMatch(file.Text)))
        .Select(file => file.Path);

    /// <summary>Regions hide what a file is too long for.</summary>
    internal static IEnumerable<string> WithRegions(IEnumerable<SourceFile> files) =>
        files.Where(file => Region().IsMatch(file.Text)).Select(file => file.Path);

    private static IEnumerable<string> Declared(SourceFile file) =>
        Declaration().Matches(file.Text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^(?:\w+ )*(?:class|interface) \w+", RegexOptions.Multiline)]
    private static partial Regex Behaves();

    [GeneratedRegex(@"^(?:\w+ )*(?:class|record|record struct|struct|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(\d{4})_[a-z0-9_]+\.sql$")]
    private static partial Regex Script();

    // Written so that this file does not contain what it looks for.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|XX[X])\b")]
    private static partial Regex Promise();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Region();
}
