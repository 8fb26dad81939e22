using System.Globalization;
using System.Text;

namespace ContactCenter.Scenarios.Access;

/// <summary>Everything that a run wrote, and whether a value can be read in it, in whatever form it was written.</summary>
internal sealed class Traces
{
    private readonly List<(string Place, string Text)> places = [];

    internal IEnumerable<string> Places => places.Select(place => place.Place);

    internal void Add(string place, string text)
    {
        places.Add((place, text));

        // A dump doubles backslashes, and JSON within JSON does.
        if (text.Contains(@"\\", StringComparison.Ordinal))
        {
            places.Add((place, text.Replace(@"\\", @"\", StringComparison.Ordinal)));
        }
    }

    /// <summary>Where the value can be read.</summary>
    internal IReadOnlyList<string> Of(string value)
    {
        var forms = FormsOf(value).ToArray();
        return
        [
            .. places
                .Where(place => forms.Any(form => place.Text.Contains(form, StringComparison.OrdinalIgnoreCase)))
                .Select(place => place.Place)
                .Distinct(),
        ];
    }

    /// <summary>As it is, escaped as JSON and as an address do, as bytes in hexadecimal, and within base64 at each place it can begin.</summary>
    private static IEnumerable<string> FormsOf(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return value;
        yield return Convert.ToHexStringLower(bytes);
        yield return Uri.EscapeDataString(value);
        yield return string.Concat(value.Select(sign => char.IsAscii(sign)
            ? $"{sign}"
            : string.Create(CultureInfo.InvariantCulture, $@"\u{(int)sign:X4}")));

        // Three bytes are four signs; those at the ends depend on the neighbours.
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String((byte[])[.. new byte[before], .. bytes]);
            var (from, to) = ((before * 8 + 5) / 6, (before + bytes.Length) * 8 / 6);
            yield return text[from..to];
            yield return text[from..to].Replace('+', '-').Replace('/', '_');
        }
    }
}
