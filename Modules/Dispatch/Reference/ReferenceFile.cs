using System.Globalization;
using Microsoft.VisualBasic.FileIO;

namespace ContactCenter.Dispatch.Reference;

/// <summary>The tables embedded beside this code, which a new installation begins with.</summary>
internal static class ReferenceFile
{
    /// <summary>Each row of a file as a way to ask for a column; an empty cell is null.</summary>
    internal static IEnumerable<Func<string, string?>> Rows(string file)
    {
        using var stream = typeof(ReferenceFile).Assembly.GetManifestResourceStream($"ContactCenter.Dispatch.Reference.{file}")!;
        using var reader = new TextFieldParser(stream) { TextFieldType = FieldType.Delimited, Delimiters = [","] };
        var columns = reader.ReadFields()!;
        while (reader.ReadFields() is { } cells)
        {
            yield return column => cells[Array.IndexOf(columns, column)] is { Length: > 0 } cell ? cell : null;
        }
    }

    internal static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
