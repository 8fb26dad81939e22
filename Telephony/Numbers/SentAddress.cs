using System.Text;

namespace ContactCenter.Telephony.Numbers;

/// <summary>Finds the telephone number in whatever a trunk wrote: a bare number, a URI, or a whole SIP header value.</summary>
internal static class SentAddress
{
    // A SIP header line that carries one number is a few hundred characters; what is longer is an accident or an attack.
    private const int LongestAddress = 2048;

    // 15 digits of E.164, an international prefix, and room for a trunk that adds its own.
    private const int MostDigits = 24;

    /// <summary>
    /// The number as digits, with a leading + where it was sent as international (RFC 3966, RFC 3261 §19.1.6), or null where
    /// there is none. Never throws.
    /// </summary>
    internal static string? NumberIn(string? sent)
    {
        if (string.IsNullOrWhiteSpace(sent) || sent.Length > LongestAddress)
        {
            return null;
        }

        var (scheme, rest) = SplitScheme(AddressOf(Narrow(sent.Trim())));
        var at = rest.LastIndexOf('@');
        if (scheme is "sip" && at < 0 && rest.Contains('.', StringComparison.Ordinal))
        {
            return null;    // Only a host: sip:192.0.2.1.
        }

        // Headers within a URI (History-Info's Reason) come last.
        var parts = (at < 0 ? rest.Split('?', 2)[0] : rest[..at]).Split(';');
        var number = parts[0];
        if (scheme is "sip" && number.IndexOf(':', StringComparison.Ordinal) is >= 0 and var password)
        {
            number = number[..password];
        }

        var context = parts.Skip(1)
            .Select(part => part.Split('=', 2))
            .FirstOrDefault(part =>
                part.Length == 2 && part[0].Trim().Equals("phone-context", StringComparison.OrdinalIgnoreCase));

        return DigitsOf(Unescape(number)) is { } digits
            ? InContext(digits, DigitsOf(context is null ? "" : Unescape(context[1])))
            : null;
    }

    /// <summary>
    /// RFC 3966 §5.1.4: a local number is meant within its context, which is a prefix such as +86746, or a domain.
    /// </summary>
    private static string InContext(string digits, string? context) =>
        context is null || digits[0] is '+' || context[0] is not ('+' or '0') ? digits
        : digits[0] is '0' && context[0] is '+' ? digits        // It has its area already; the context can only be the country.
        : context + digits;

    /// <summary>What stands between the angle brackets, past a display name, quoted or not.</summary>
    private static string AddressOf(string text)
    {
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '\\' && quoted)
            {
                index++;
            }
            else if (text[index] is '"')
            {
                quoted = !quoted;
            }
            else if (text[index] is '<' && !quoted)
            {
                var end = text.IndexOf('>', index);
                return text[(index + 1)..(end < 0 ? text.Length : end)].Trim();
            }
        }

        return text;
    }

    private static (string Scheme, string Remainder) SplitScheme(string address) =>
        address.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? ("sip", address[4..])
        : address.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) ? ("sip", address[5..])
        : address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? ("tel", address[4..])
        : ("", address);

    /// <summary>Full-width forms as their ASCII twins, so that １２３１５ is 12315.</summary>
    private static string Narrow(string text) => text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E')
        ? string.Create(text.Length, text, static (narrow, wide) =>
        {
            for (var index = 0; index < wide.Length; index++)
            {
                narrow[index] = wide[index] is >= '\uFF01' and <= '\uFF5E' ? (char)(wide[index] - 0xFEE0) : wide[index];
            }
        })
        : text;

    /// <summary>RFC 3986 §2.1; a broken escape is left as it stands and so names no number.</summary>
    private static string Unescape(string text) =>
        text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    /// <summary>The digits without what people put between them, or null where anything else is among them.</summary>
    private static string? DigitsOf(string text)
    {
        var digits = new StringBuilder(MostDigits + 1);
        var number = text.Trim();
        if (number.EndsWith('#'))
        {
            number = number[..^1];      // Dialled to say that the number is complete.
        }

        foreach (var sign in number)
        {
            if (char.IsAsciiDigit(sign) || (sign is '+' && digits.Length == 0))
            {
                if (digits.Length > MostDigits)
                {
                    return null;
                }

                digits.Append(sign);
            }
            else if (!IsSeparator(sign))
            {
                return null;
            }
        }

        return digits.Length == 0 || (digits.Length == 1 && digits[0] is '+') ? null : digits.ToString();
    }

    // Visual separators of RFC 3966, spaces, the dashes of typography, and the invisible marks that telephones copy along.
    private static bool IsSeparator(char sign) =>
        sign is ' ' or '-' or '.' or '(' or ')' or '/' or '\u00A0' or '\u00AD' or '\u3000' or '\u2212' or '\uFEFF'
            or (>= '\u2000' and <= '\u2015') or (>= '\u202A' and <= '\u202F') or (>= '\u2060' and <= '\u2069');
}
