using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Privacy;

/// <summary>
/// Numbers of citizens on their way in and out: sealed as a call arrives, opened when a telephone is to be rung, and clear
/// nowhere between. A short code (12315) is nobody's and stays as it is, and so is an empty text, a number withheld.
/// </summary>
internal sealed class CallerSeal(IPersonalData personal)
{
    private const int ShortCodeDigits = 5;

    // What people press in a menu; more digits are a number of theirs.
    private const int MenuKeys = 4;

    /// <summary>A number as it is stored: sealed, its fingerprint, and as everybody may see it.</summary>
    internal SealedCaller Of(string digits) => digits.Length <= ShortCodeDigits
        ? new SealedCaller(digits, "", digits)
        : new SealedCaller(
            Seal(digits), personal.Fingerprint(PersonalKind.Phone, digits), personal.Mask(PersonalKind.Phone, digits));

    /// <summary>The same signal with the numbers in it sealed, for the journal.</summary>
    internal CallSignal Journalled(CallSignal signal, SealedCaller? caller = null) => signal switch
    {
        CallArrived arrived => arrived with
        {
            Caller = new PhoneNumber((caller ?? Of(arrived.Caller.Digits)).Stored),
        },
        TransferAsked { Target.Length: > ShortCodeDigits } asked => asked with { Target = Seal(asked.Target) },
        DigitsPressed { Digits.Length: > MenuKeys } pressed => pressed with { Digits = Seal(pressed.Digits) },
        _ => signal,
    };

    /// <summary>What a PBX is told, with the numbers in it opened.</summary>
    internal CallCommand Opened(CallCommand command) => command is RingParty ring
        ? ring with { Address = Open(ring.Address), CallerNumber = Open(ring.CallerNumber) }
        : command;

    /// <summary>The number in a stored text; <c>number@trunk</c> is opened before the trunk. What is not sealed stays as it is.</summary>
    internal string Open(string stored)
    {
        if (!personal.IsSealed(stored))
        {
            return stored;
        }

        var at = stored.IndexOf('@', StringComparison.Ordinal);
        return at < 0
            ? personal.Open(new Sealed(stored))
            : personal.Open(new Sealed(stored[..at])) + stored[at..];
    }

    private string Seal(string digits) => personal.Seal(PersonalKind.Phone, digits).Token;
}

/// <summary>A citizen's number as rows have it.</summary>
/// <param name="Stored">Sealed.</param>
/// <param name="Print">By which the same number is found again; empty where it is withheld or nobody's.</param>
/// <param name="Shown">Masked.</param>
internal readonly record struct SealedCaller(string Stored, string Print, string Shown);
