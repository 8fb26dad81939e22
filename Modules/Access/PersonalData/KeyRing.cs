using System.Collections.Immutable;

namespace ContactCenter.Access.PersonalData;

/// <summary>The keys of personal data as one reading of the file found them.</summary>
internal sealed class KeyRing
{
    // 256 bits, the longest that AES has.
    internal const int KeyBytes = 32;

    private readonly ImmutableArray<PersonalKey> newestFirst;

    internal KeyRing(IEnumerable<PersonalKey> keys, byte[] fingerprint)
    {
        newestFirst = [.. keys.OrderByDescending(key => key.SealsFrom)];
        Fingerprint = fingerprint;
    }

    /// <summary>What keyed hashes are made with; it stays for ever, or nothing is found again.</summary>
    internal byte[] Fingerprint { get; }

    internal IReadOnlyList<PersonalKey> Keys => newestFirst;

    internal PersonalKey? Find(ReadOnlySpan<char> id)
    {
        foreach (var key in newestFirst)
        {
            if (id.SequenceEqual(key.Id))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>
    /// The key to seal with: the newest whose time has come. A new key waits a little, until every host has read it; where
    /// none may seal yet (a clock went back), the oldest does.
    /// </summary>
    internal PersonalKey SealingAt(DateTimeOffset now)
    {
        foreach (var key in newestFirst)
        {
            if (key.SealsFrom <= now)
            {
                return key;
            }
        }

        return newestFirst[^1];
    }
}
