namespace ContactCenter.Contracts.Access;

/// <summary>
/// The one place where personal data are protected (PIPL art. 51; 国办函〔2025〕66号 item 9): encrypted by column with a
/// rotatable key that is kept outside the database, found again through a keyed hash, masked by default, and shown to a person
/// one field at a time with a reason, each view logged.
/// </summary>
public interface IPersonalData
{
    /// <summary>Encrypts a value for storing. The same value gives a different token each time.</summary>
    Sealed Seal(PersonalKind kind, string plain);

    /// <summary>
    /// Decrypts a value for the system's own use: to dial, to send a message, to compare. What a person is to see goes through
    /// <see cref="RevealAsync"/>. Throws where the token was not made by this installation's keys.
    /// </summary>
    string Open(Sealed value);

    /// <summary>Whether a stored text begins like a sealed value, rather than being from before it was sealed.</summary>
    bool IsSealed(string stored);

    /// <summary>A keyed hash: equal for equal values in whatever notation they were given, and useless without the key.</summary>
    string Fingerprint(PersonalKind kind, string plain);

    /// <summary>The value with what identifies hidden, as everybody sees it by default.</summary>
    string Mask(PersonalKind kind, string plain);

    /// <summary>Free text with the telephone numbers and identity numbers in it masked: what a handling unit may read.</summary>
    string Redact(string text);

    /// <summary>Logs the view for good, then decrypts. Whether the person may see it has been decided by the caller.</summary>
    Task<string> RevealAsync(Reveal reveal, CancellationToken cancellationToken);
}

/// <summary>One look of one person at one field.</summary>
/// <param name="Who">The person.</param>
/// <param name="Subject">Whose datum, e.g. <c>appeal:0198…</c>.</param>
/// <param name="Field">Which field, e.g. <c>contactNumber</c>.</param>
/// <param name="Reason">Why, as the person said.</param>
/// <param name="Value">The stored value.</param>
public sealed record Reveal(AccountId Who, string Subject, string Field, string Reason, Sealed Value);
