using System.Security.Cryptography;
using System.Text;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>Seals messages: <c>s1.m.KEY.</c> in ASCII, then nonce, content and tag as they are.</summary>
internal sealed class MessageVault(PersonalKeys keys) : ISealedMessages
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static ReadOnlySpan<byte> Mark => "s1.m."u8;

    public byte[] Seal(ReadOnlySpan<byte> message)
    {
        var key = keys.Sealing;
        var header = Mark.Length + key.Id.Length + 1;
        var stored = new byte[header + NonceBytes + message.Length + TagBytes];
        Mark.CopyTo(stored);
        Encoding.ASCII.GetBytes(key.Id, stored.AsSpan(Mark.Length));
        stored[header - 1] = (byte)'.';

        var content = stored.AsSpan(header);
        RandomNumberGenerator.Fill(content[..NonceBytes]);
        using var aes = new AesGcm(key.Key, TagBytes);
        aes.Encrypt(content[..NonceBytes], message, content[NonceBytes..^TagBytes], content[^TagBytes..], stored.AsSpan(0, header));
        return stored;
    }

    public byte[] Open(byte[] stored)
    {
        if (!IsSealed(stored))
        {
            return stored;
        }

        var end = stored.AsSpan(Mark.Length).IndexOf((byte)'.');
        var header = Mark.Length + end + 1;
        if (end is < 1 or > 16 || stored.Length < header + NonceBytes + TagBytes)
        {
            throw new CryptographicException("This sealed message was cut or changed.");
        }

        var key = keys.Named(Encoding.ASCII.GetString(stored, Mark.Length, end));
        var content = stored.AsSpan(header);
        var message = new byte[content.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Key, TagBytes);
        aes.Decrypt(
            content[..NonceBytes], content[NonceBytes..^TagBytes], content[^TagBytes..], message, stored.AsSpan(0, header));
        return message;
    }

    public byte[] Hash(ReadOnlySpan<byte> message) => HMACSHA256.HashData(keys.Ring.Fingerprint, message);

    /// <summary>The identifier of the key that a stored message was sealed with; null where it is not sealed.</summary>
    internal static string? KeyOf(ReadOnlySpan<byte> stored) =>
        IsSealed(stored) && stored[Mark.Length..].IndexOf((byte)'.') is > 0 and <= 16 and var end
            ? Encoding.ASCII.GetString(stored.Slice(Mark.Length, end))
            : null;

    internal static bool IsSealed(ReadOnlySpan<byte> stored) => stored.StartsWith(Mark);
}
