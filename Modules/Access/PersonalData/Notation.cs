using System.Buffers;
using System.Globalization;
using System.Text;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// One notation for equal values, so that they have equal fingerprints. Simple on purpose: what a trunk or a form sent has
/// been read with more knowledge before it comes here; this only levels what people write differently.
/// </summary>
internal static class Notation
{
    // GB 11643-1999: the weights of the seventeen digits, and the check character of each remainder.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // What an extension, a host or a parameter begins with.
    private static readonly SearchValues<char> Ends = SearchValues.Create("@;,#转分xX");

    private const string Checks = "10X98765432";

    internal static string Of(PersonalKind kind, string plain) => kind switch
    {
        PersonalKind.Phone => Phone(plain),
        PersonalKind.IdentityNumber => IdentityNumber(plain),
        PersonalKind.Name => Letters(plain, keepMarks: true),
        PersonalKind.Address => Letters(plain, keepMarks: false),
        PersonalKind.Narrative => Wide(plain).Trim(),
    };

    /// <summary>
    /// A Chinese number without country code and without the zero before the area: <c>13800001234</c>, <c>7468211234</c>;
    /// a foreign one with <c>+</c> and its country code; a short code as it is. Extensions, hosts and signs between the digits
    /// are left out. A number without its area code is another one than the same with it: nobody here knows the area.
    /// </summary>
    internal static string Phone(string plain)
    {
        var sent = Wide(plain);
        var end = sent.AsSpan().IndexOfAny(Ends);
        var digits = Digits(end < 0 ? sent : sent[..end], out var plus);
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            (digits, plus) = (digits[2..], true);
        }

        if (digits.StartsWith("86", StringComparison.Ordinal) && (plus || digits is { Length: 13 } and [_, _, '1', ..]))
        {
            (digits, plus) = (digits[2..], false);
        }

        return plus && digits.Length > 0 ? $"+{digits}" : digits.TrimStart('0');
    }

    /// <summary>Capital letters and digits; the older 15 digits of an identity card as the 18 that replaced them.</summary>
    internal static string IdentityNumber(string plain)
    {
        var number = Letters(plain, keepMarks: false);
        if (number.Length != 15 || !number.All(char.IsAsciiDigit))
        {
            return number;
        }

        var long17 = $"{number[..6]}19{number[6..]}";
        return $"{long17}{CheckOf(long17)}";
    }

    /// <summary>The check character of an identity card's first seventeen digits.</summary>
    internal static char CheckOf(ReadOnlySpan<char> seventeen)
    {
        var sum = 0;
        for (var at = 0; at < Weights.Length; at++)
        {
            sum += (seventeen[at] - '0') * Weights[at];
        }

        return Checks[sum % Checks.Length];
    }

    /// <summary>Full-width digits and letters as the ordinary ones.</summary>
    internal static string Wide(string text) => text.IsNormalized(NormalizationForm.FormKC) ? text : Compatible(text);

    private static string Compatible(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no character, so there is nothing to level.
            return text;
        }
    }

    private static string Digits(string text, out bool plus)
    {
        var digits = new StringBuilder(text.Length);
        plus = false;
        foreach (var sign in text)
        {
            plus |= sign is '+' && digits.Length == 0;
            if (char.IsAsciiDigit(sign))
            {
                digits.Append(sign);
            }
        }

        return digits.ToString();
    }

    private static string Letters(string plain, bool keepMarks)
    {
        var letters = new StringBuilder(plain.Length);
        foreach (var sign in Wide(plain))
        {
            if (char.IsLetterOrDigit(sign) || char.IsSurrogate(sign))
            {
                letters.Append(char.ToUpper(sign, CultureInfo.InvariantCulture));
            }
            else if (keepMarks && sign is '·' or '•' or '・' or '‧' or '.')
            {
                letters.Append('·');
            }
        }

        return letters.ToString();
    }
}
