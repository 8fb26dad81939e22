using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// Masks telephone numbers, identity numbers and numbers that look like a bank card in free text. In doubt it masks: a word
/// too few is asked for again, a number too many cannot be called back.
/// </summary>
internal static partial class Redaction
{
    // Longer rows of digits are no number of a person's: payment references, serial numbers.
    private const int LongestNumber = 19;

    internal static string Of(string text)
    {
        StringBuilder? written = null;
        var copied = 0;
        foreach (Match run in Run().Matches(text))
        {
            var parts = Part().Matches(run.Value);
            for (var first = 0; first < parts.Count;)
            {
                var (last, mask) = LongestAt(text, run.Index, parts, first);
                if (mask is not null)
                {
                    var (from, to) = (run.Index + parts[first].Index, run.Index + parts[last].Index + parts[last].Length);
                    (written ??= new StringBuilder(text.Length)).Append(text, copied, from - copied).Append(mask);
                    copied = to;
                }

                first = last + 1;
            }
        }

        return written?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    /// <summary>The longest number that begins with this part; the part itself and no mask where none does.</summary>
    private static (int Last, string? Mask) LongestAt(string text, int at, MatchCollection parts, int first)
    {
        var last = first;
        var length = parts[first].Length;
        while (last + 1 < parts.Count && length + parts[last + 1].Length <= LongestNumber
            && !TouchesMask(text, at, parts[last]) && !TouchesMask(text, at, parts[last + 1]))
        {
            last++;
            length += parts[last].Length;
        }

        for (; last >= first; last--)
        {
            if (MaskOf(text, at, parts, first, last) is { } mask)
            {
                return (last, mask);
            }
        }

        return (first, null);
    }

    private static string? MaskOf(string text, int at, MatchCollection parts, int first, int last)
    {
        Span<char> signs = stackalloc char[LongestNumber + 1];
        var count = 0;
        var inFours = true;
        for (var part = first; part <= last; part++)
        {
            inFours &= part == last || parts[part].Length == 4;
            foreach (var sign in parts[part].ValueSpan)
            {
                if (count == signs.Length)
                {
                    return null;
                }

                var value = CharUnicodeInfo.GetDecimalDigitValue(sign);
                signs[count++] = value >= 0 ? (char)('0' + value) : 'X';
            }
        }

        signs = signs[..count];
        if (IsIdentityNumber(signs))
        {
            return Mask.Of(PersonalKind.IdentityNumber, signs.ToString());
        }

        // A sign after a telephone number belongs to the sentence.
        var rest = signs[^1] is 'X' ? text[at + parts[last].Index + parts[last].Length - 1].ToString() : "";
        signs = signs.TrimEnd('X');
        var start = at + parts[first].Index;
        var afterLetter = start > 0 && char.IsAsciiLetter(text[start - 1]);
        return IsPhone(signs) ? Mask.Of(PersonalKind.Phone, signs.ToString()) + rest
            : signs.Length is >= 16 and <= LongestNumber && inFours && !afterLetter ? $"{signs[..4]}****{signs[^2..]}{rest}"
            : null;
    }

    private static bool IsPhone(ReadOnlySpan<char> digits)
    {
        if (digits.StartsWith("00"))
        {
            digits = digits[2..];
        }

        if (digits.StartsWith("86") && digits.Length is >= 11 and <= 13)
        {
            digits = digits[2..];
        }
        else if (digits is ['0', ..])
        {
            // An area without its zero, and seven or eight digits.
            digits = digits[1..];
            if (digits is ['1', '0', ..] or [>= '2', ..] && digits.Length is >= 9 and <= 11)
            {
                return true;
            }
        }

        return digits is ['1', >= '3', ..] && digits.Length == 11;
    }

    private static bool IsIdentityNumber(ReadOnlySpan<char> signs) => signs.Length switch
    {
        18 => !signs[..17].Contains('X') && Notation.CheckOf(signs) == signs[17] && IsDay(signs[10..14]),
        15 => !signs.Contains('X') && signs[0] is >= '1' and <= '8' && IsDay(signs[8..12]),
        _ => false,
    };

    private static bool IsDay(ReadOnlySpan<char> monthAndDay) =>
        int.Parse(monthAndDay[..2], CultureInfo.InvariantCulture) is >= 1 and <= 12
        && int.Parse(monthAndDay[2..], CultureInfo.InvariantCulture) is >= 1 and <= 31;

    // What a mask left visible is not joined with what stands beside it, so that a second reading finds what the first one found.
    private static bool TouchesMask(string text, int at, Match part)
    {
        var (from, to) = (at + part.Index, at + part.Index + part.Length);
        return (from > 0 && text[from - 1] == '*') || (to < text.Length && text[to] == '*');
    }

    // Digits of any width, with the signs that people put between the groups of a number.
    [GeneratedRegex(@"\d+(?:[ \u00a0\u3000\-\u2010-\u2015.·()（）]{1,3}\d+)*[XxＸｘ]?", RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex(@"\d+[XxＸｘ]?", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
