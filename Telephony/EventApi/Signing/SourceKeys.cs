using System.Collections.Concurrent;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Microsoft.AspNetCore.Authentication;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>
/// The accepted keys of each source, remembered for a few seconds: a change made on another host is taken up within that time,
/// and a signature that fits no remembered key is looked up again at once, so that a new key works everywhere immediately.
/// </summary>
internal sealed class SourceKeys(Db db, ISealedMessages messages, TimeProvider clock)
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(5);

    // A forger must not be able to make us ask the database for every one of his messages.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.Ordinal);

    /// <summary>The source's keys, or null where there is no such source or it is disabled.</summary>
    internal ValueTask<Ring?> FindAsync(string source, CancellationToken cancellationToken) =>
        rings.TryGetValue(source, out var known) && clock.GetElapsedTime(known.ReadAt) < RememberFor
            ? ValueTask.FromResult(known.Keys.Count > 0 ? known : null)
            : ReadAsync(source, cancellationToken);

    /// <summary>The source's keys as they are now, or null where they were read a moment ago.</summary>
    internal async ValueTask<Ring?> FindNewerAsync(Ring than, CancellationToken cancellationToken) =>
        clock.GetElapsedTime(than.ReadAt) > AskAgainAfter ? await ReadAsync(than.Source, cancellationToken) : null;

    /// <summary>Forgets a source whose keys were changed on this host.</summary>
    internal void Forget(string source) => rings.TryRemove(source, out _);

    /// <summary>The key inside a new secret, as its column keeps it.</summary>
    internal byte[] Sealed(string secret) => messages.Seal(WebhookSignature.KeyOf(secret));

    private async ValueTask<Ring?> ReadAsync(string source, CancellationToken cancellationToken)
    {
        var now = clock.GetTimestamp();
        var keys = await db.ListAsync<byte[]>(AcceptedKeys, new { source }, cancellationToken);
        if (keys.Count is 0)
        {
            // Unknown names are not remembered: anyone may invent any number of them.
            rings.TryRemove(source, out _);
            return null;
        }

        return rings[source] = new Ring(source, [.. keys.Select(messages.Open)], now);
    }

    /// <summary>The keys of one source, and the principal that its requests run as.</summary>
    internal sealed class Ring(string source, IReadOnlyList<byte[]> keys, long readAt)
    {
        internal string Source => source;

        internal IReadOnlyList<byte[]> Keys => keys;

        internal long ReadAt => readAt;

        internal AuthenticationTicket Ticket { get; } = new(
            new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(PbxAuthentication.SourceClaim, source)], PbxAuthentication.Scheme)),
            PbxAuthentication.Scheme);
    }

    private const string AcceptedKeys = """
        select key.secret
        from telephony.source_keys key
        join telephony.sources source using (source)
        where source.source = @source and source.disabled_at is null and key.retired_at is null
        order by key.created_at desc
        limit 2
        """;
}
