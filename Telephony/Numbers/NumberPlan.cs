using Microsoft.Extensions.Options;
using PhoneNumbers;
using PhoneNumber = ContactCenter.Contracts.Calls.PhoneNumber;

namespace ContactCenter.Telephony.Numbers;

/// <summary>
/// The Chinese numbering plan as seen from one area: gives everything that a trunk may send one form in which it can be
/// compared. Nothing that is sent makes it throw.
/// </summary>
internal sealed class NumberPlan(IOptions<NumberOptions> options)
{
    // E.164 allows 15; with an area code in front it still reads back.
    private const int MostDigits = 15;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private readonly string home = options.Value.HomeAreaCode;

    internal string HomeArea => home;

    internal bool TrustsForwardingHeaders => options.Value.TrustForwardingHeaders;

    /// <summary>The number that was dialled; <see cref="DialledNumber.Unreadable"/> where there is none in it.</summary>
    internal DialledNumber Dialled(string? sent) => SentAddress.NumberIn(sent) is { } digits
        ? Place(digits)
        : DialledNumber.Unreadable;

    /// <summary>
    /// Who calls: E.164 where it is a subscriber's number, the short code where a hotline calls, and
    /// <see cref="PhoneNumber.Withheld"/> where the number is withheld or what was sent names none.
    /// </summary>
    internal PhoneNumber Caller(string? sent)
    {
        if (SentAddress.NumberIn(sent) is not { } digits)
        {
            return PhoneNumber.Withheld;
        }

        var number = Place(WithoutCarrier(digits));
        return number.Area.Length == 0 ? new PhoneNumber(WithoutCarrier(number.Number))
            : IsSubscriber(number.Number) ? new PhoneNumber($"+86{number.Area[1..]}{number.Number}")
            : number.Area == home && IsShortCode(number.Number) ? new PhoneNumber(number.Number)
            : new PhoneNumber(number.Area + number.Number);
    }

    private DialledNumber Place(string digits) => digits switch
    {
        ['+', '8', '6', .. var national] => AfterCountry(national),
        ['+', ..] => Foreign(digits),
        ['0', '0', '8', '6', .. var national] => AfterCountry(national),
        ['0', '0', .. var foreign] => Foreign("+" + foreign),
        ['0', .. var national] => AfterZero(national),

        _ when IsShortCode(digits) => new DialledNumber(home, digits),

        // Some trunks drop the zero or the plus. Only where no subscriber of this area can have the number (0746 has 7
        // digits).
        ['8', '6', .. var national] when IsHomeShortCode(national) && !IsSubscriberAtHome(digits) => AfterCountry(national),
        _ when IsHomeShortCode(digits) && !IsSubscriberAtHome(digits) => AfterZero(digits),
        _ when digits.Length <= 8 => new DialledNumber(home, digits),

        // No area is called 086x, so this is the country code without its plus.
        ['8', '6', .. var national] => AfterCountry(national),
        _ => AfterZero(digits),
    };

    private DialledNumber AfterCountry(string digits) => digits switch
    {
        ['0', .. var national] => AfterZero(national),      // +86 0746 …: a zero that should have been left out.

        // +86 12315 or +86 95598: a short code, which is answered in the area where it is dialled.
        ['1' or '9', ..] when digits.Length <= 6 => new DialledNumber(home, digits),
        _ => AfterZero(digits),
    };

    /// <summary>
    /// Digits after the long-distance zero: an area code comes first, of two digits for the largest cities, else of three.
    /// </summary>
    private DialledNumber AfterZero(string digits) => digits switch
    {
        [] or ['0', ..] => DialledNumber.Unreadable,
        ['1', >= '3', ..] when digits.Length == 11 => new DialledNumber("", "+86" + digits),
        ['4' or '8', '0', '0', ..] when digits.Length == 10 => new DialledNumber("", "+86" + digits),
        ['1', '0', .. var number] => InArea("010", number),
        ['1', ..] => digits.Length switch
        {
            <= 8 => new DialledNumber(home, digits),
            <= MostDigits => new DialledNumber("", digits),
            _ => DialledNumber.Unreadable,
        },
        ['2', var second, .. var number] => InArea($"02{second}", number),
        [var first, var second, var third, .. var number] => InArea($"0{first}{second}{third}", number),
        _ => new DialledNumber(home, digits),
    };

    private static DialledNumber InArea(string area, string number) => number.Length is 0 or > MostDigits
        ? DialledNumber.Unreadable
        : new DialledNumber(area, number);

    /// <summary>No subscriber's number begins with 1 or 9, so these are short codes: 110, 12315, 96119, 95598.</summary>
    private static bool IsShortCode(string digits) => digits is ['1' or '9', ..] && digits.Length <= 8;

    private bool IsHomeShortCode(string digits) =>
        digits.Length > home.Length + 1
        && digits.StartsWith(home[1..], StringComparison.Ordinal)
        && IsShortCode(digits[(home.Length - 1)..]);

    private bool IsSubscriberAtHome(string digits) => digits.Length is 7 or 8 && IsValid($"+86{home[1..]}{digits}");

    private static DialledNumber Foreign(string number)
    {
        try
        {
            var parsed = Library.Parse(number, null);
            return Library.IsValidNumber(parsed) ? new DialledNumber("", Library.Format(parsed, PhoneNumberFormat.E164))
                : Library.IsPossibleNumber(parsed) ? new DialledNumber("", number)     // A range newer than the library.
                : DialledNumber.Unreadable;
        }
        catch (NumberParseException)
        {
            return DialledNumber.Unreadable;
        }
    }

    private static bool IsValid(string number)
    {
        try
        {
            return Library.IsValidNumber(Library.Parse(number, null));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>Callers may arrive with a carrier's prefix (17951, 12593) before their mobile number.</summary>
    private static string WithoutCarrier(string digits)
    {
        var national = digits is ['0', '1', ..] ? digits[1..] : digits;
        if (national is not ['1', ..] || national.Length <= 11)
        {
            return digits;
        }

        try
        {
            var parsed = Library.Parse(national, "CN");
            return Library.GetNumberType(parsed) is PhoneNumberType.MOBILE
                ? Library.Format(parsed, PhoneNumberFormat.E164)
                : digits;
        }
        catch (NumberParseException)
        {
            return digits;
        }
    }

    private static bool IsSubscriber(string number) => number is [>= '2' and <= '8', ..] && number.Length is 7 or 8;
}
