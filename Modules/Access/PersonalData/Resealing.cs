using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>Finds sealed values of older keys and seals them anew.</summary>
internal sealed partial class Resealing(PersonalKeys keys, MessageVault messages, ILogger<Resealing> logger) : IResealing
{
    public string? Again(string text)
    {
        if (!text.Contains($"{Token.Version}.", StringComparison.Ordinal))
        {
            return null;
        }

        var sealing = keys.Sealing;
        var fresh = Value().Replace(text, found => Again(found.Value, sealing));
        return fresh == text ? null : fresh;
    }

    public byte[]? Again(byte[] message)
    {
        if (MessageVault.KeyOf(message) is not { } key || key == keys.Sealing.Id)
        {
            return null;
        }

        try
        {
            return messages.Seal(messages.Open(message));
        }
        catch (CryptographicException exception)
        {
            CannotOpen(exception);
            return null;
        }
    }

    private string Again(string token, PersonalKey sealing)
    {
        if (Token.KindOf(token) is not { } kind || Token.KeyOf(token).SequenceEqual(sealing.Id))
        {
            return token;
        }

        try
        {
            return Token.Seal(sealing, kind, Token.Open(keys, token)).Token;
        }
        catch (CryptographicException exception)
        {
            // It reads like one of ours and is none, or was damaged: what cannot be opened is left as it is.
            CannotOpen(exception);
            return token;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A sealed value that cannot be opened was left as it is")]
    private partial void CannotOpen(Exception exception);

    [GeneratedRegex(@"s1\.[pniat]\.[a-z0-9]{1,16}\.[A-Za-z0-9_-]{38,}", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
