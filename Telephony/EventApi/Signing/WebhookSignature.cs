using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>
/// Standard Webhooks signatures: <c>v1,</c> and the Base64 of HMAC-SHA256 over <c>id.timestamp.body</c>. The URL is not signed,
/// because proxies rewrite it.
/// </summary>
internal static class WebhookSignature
{
    internal const string IdHeader = "webhook-id";
    internal const string TimestampHeader = "webhook-timestamp";
    internal const string SignatureHeader = "webhook-signature";

    /// <summary>Our addition to the standard: whose key to check with. It is not secret, and lying about it gains nothing.</summary>
    internal const string SourceHeader = "webhook-source";

    /// <summary>How far a message's timestamp may be from our clock, either way.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    // Two keys are in use at once at most; a longer list is somebody's trial to make us work.
    private const int MostSignatures = 5;

    private const string SecretPrefix = "whsec_";

    /// <summary>A new secret in the form it is shown in, once.</summary>
    internal static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The key inside a shown secret.</summary>
    internal static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[SecretPrefix.Length..]);

    /// <summary>The signature header of a message.</summary>
    internal static string Sign(ReadOnlySpan<byte> key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        return Version + Convert.ToBase64String(HMACSHA256.HashData(key, [.. prefix, .. body]));
    }

    /// <summary>Whether one of the signatures is that of one of the keys over the signed bytes. Takes the same time for each wrong one.</summary>
    internal static bool IsValid(IReadOnlyList<byte[]> keys, ReadOnlySpan<byte> signed, ReadOnlySpan<char> signatures)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var valid = false;
        foreach (var key in keys)
        {
            HMACSHA256.HashData(key, signed, expected);
            var left = MostSignatures;
            foreach (var range in signatures.Split(' '))
            {
                var one = signatures[range];
                if (left-- > 0
                    && one.StartsWith(Version, StringComparison.Ordinal)
                    && Convert.TryFromBase64Chars(one[Version.Length..], given, out var length)
                    && length == given.Length)
                {
                    valid |= CryptographicOperations.FixedTimeEquals(expected, given);
                }
            }

            if (valid)
            {
                break;
            }
        }

        return valid;
    }
}
