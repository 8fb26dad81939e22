using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// The form of a sealed value: <c>s1.KIND.KEY.CONTENT</c>, where the content is a random nonce, what AES-256-GCM made of the
/// value, and its tag, in base64url. All before the content is authenticated with it, so that a name cannot be passed off as a
/// number, nor one key's value as another's.
/// </summary>
internal static class Token
{
    internal const string Version = "s1";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int StackBytes = 512;

    // Kind, in the order of the enum. A letter of a kind never changes: stored values have it.
    private const string Letters = "pniat";

    internal static char Letter(PersonalKind kind) => Letters[(int)kind];

    internal static Sealed Seal(PersonalKey key, PersonalKind kind, string plain)
    {
        var length = Encoding.UTF8.GetByteCount(plain);
        var size = NonceBytes + length + TagBytes;
        var text = length <= StackBytes ? stackalloc byte[length] : new byte[length];
        var content = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(plain, text);

        var header = $"{Version}.{Letter(kind)}.{key.Id}";
        Span<byte> bound = stackalloc byte[header.Length];
        Encoding.ASCII.GetBytes(header, bound);

        RandomNumberGenerator.Fill(content[..NonceBytes]);
        using (var aes = new AesGcm(key.Key, TagBytes))
        {
            aes.Encrypt(content[..NonceBytes], text, content[NonceBytes..^TagBytes], content[^TagBytes..], bound);
        }

        CryptographicOperations.ZeroMemory(text);
        return new Sealed($"{header}.{Base64Url.EncodeToString(content)}");
    }

    /// <exception cref="CryptographicException">It is no token, was changed, or its key is another.</exception>
    internal static string Open(PersonalKeys keys, string token)
    {
        if (!TrySplit(token, out var keyId, out var contentAt))
        {
            throw new CryptographicException("This is no sealed personal datum.");
        }

        var key = keys.Named(token.AsSpan(keyId));
        var encoded = token.AsSpan(contentAt);
        var content = Base64Url.GetMaxDecodedLength(encoded.Length) is var most && most <= StackBytes
            ? stackalloc byte[most] : new byte[most];
        if (Base64Url.DecodeFromChars(encoded, content, out _, out var length) is not OperationStatus.Done
            || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("This sealed personal datum was cut or changed.");
        }

        content = content[..length];
        Span<byte> bound = stackalloc byte[contentAt - 1];
        Encoding.ASCII.GetBytes(token.AsSpan(0, contentAt - 1), bound);
        var size = length - NonceBytes - TagBytes;
        var text = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        using (var aes = new AesGcm(key.Key, TagBytes))
        {
            aes.Decrypt(content[..NonceBytes], content[NonceBytes..^TagBytes], content[^TagBytes..], text, bound);
        }

        var plain = Encoding.UTF8.GetString(text);
        CryptographicOperations.ZeroMemory(text);
        return plain;
    }

    /// <summary>The kind of a token, or null where it is none.</summary>
    internal static PersonalKind? KindOf(string token) =>
        TrySplit(token, out _, out _) ? (PersonalKind)Letters.IndexOf(token[Version.Length + 1]) : null;

    /// <summary>The identifier of the key that a token was sealed with, or nothing where it is no token.</summary>
    internal static ReadOnlySpan<char> KeyOf(string token) => TrySplit(token, out var keyId, out _) ? token.AsSpan(keyId) : [];

    private static bool TrySplit(string? token, out Range keyId, out int contentAt)
    {
        const int KeyAt = 5;    // After "s1.p."
        (keyId, contentAt) = (default, 0);
        if (token is not { Length: > KeyAt } || !token.StartsWith(Version, StringComparison.Ordinal)
            || token[2] != '.' || token[4] != '.' || !Letters.Contains(token[3], StringComparison.Ordinal))
        {
            return false;
        }

        var dot = token.IndexOf('.', KeyAt);
        (keyId, contentAt) = (KeyAt..Math.Max(dot, KeyAt), dot + 1);
        return dot is > KeyAt and <= KeyAt + 16;
    }
}
