using System.Text;

namespace ContactCenter.Intake.Categories;

/// <summary>
/// First letters of pinyin for names that people add. The 3755 common characters of GB 2312 are ordered by pinyin, so that
/// the first letter is found by where a character stands; a rarer one has none and is left out. What came with the
/// installation has its pinyin in the reference file.
/// </summary>
internal static class PinyinInitials
{
    // The first character of each letter, in the order of GB 2312's first level.
    private const string Firsts = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";
    private const string Letters = "abcdefghjklmnopqrstwxyz";

    // Level one lies in rows 16 to 55, and ends with 座.
    private const int FirstCode = 0xB0A1;
    private const int LastCode = 0xD7F9;

    private static readonly Encoding Gb = MakeEncoding();
    private static readonly int[] Borders = [.. Firsts.Select(CodeOf)];

    internal static string Of(string name)
    {
        var initials = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                initials.Append(char.ToLowerInvariant(character));
            }
            else if (CodeOf(character) is >= FirstCode and <= LastCode and var code)
            {
                initials.Append(Letters[Array.FindLastIndex(Borders, border => border <= code)]);
            }
        }

        return initials.ToString();
    }

    private static int CodeOf(char character)
    {
        Span<byte> bytes = stackalloc byte[4];
        return Gb.GetBytes([character], bytes) is 2 ? (bytes[0] << 8) | bytes[1] : 0;
    }

    private static Encoding MakeEncoding() =>
        CodePagesEncodingProvider.Instance.GetEncoding(936, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!;
}
