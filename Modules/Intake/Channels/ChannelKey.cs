using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Intake.Channels;

/// <summary>
/// A channel's key: 32 random bytes, shown once and kept as its hash. So long a key needs no slow hash: nobody can try them all.
/// </summary>
internal static class ChannelKey
{
    private const string Prefix = "ycc_";

    private const int TailLength = 4;

    internal static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The end of it, for people to tell keys apart.</summary>
    internal static string TailOf(string key) => key[^TailLength..];

    internal static bool LooksLikeOne(string key) => key.Length is 68 && key.StartsWith(Prefix, StringComparison.Ordinal);
}
