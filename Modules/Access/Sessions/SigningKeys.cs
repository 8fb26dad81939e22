using System.Security.Cryptography;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace ContactCenter.Access.Sessions;

/// <summary>The keys that tokens are signed with. They live in the database, so every host signs and accepts the same.</summary>
internal sealed class SigningKeys(Db db, TimeProvider clock, IOptions<AccessOptions> options)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    // Twice the above: by the time a new key signs, every host has read it.
    private const int SecondsUntilNewKeySigns = 10;

    // 256 bits, as long as the hash of HMAC-SHA-256 (RFC 7518 §3.2).
    private const int SecretBytes = 32;

    private volatile IReadOnlyList<SymmetricSecurityKey> accepted = [];
    private volatile SymmetricSecurityKey? signing;
    private long readAt;

    /// <summary>The keys of the last reading that have this identifier: one or none.</summary>
    internal IEnumerable<SecurityKey> Named(string keyId) => accepted.Where(key => key.KeyId == keyId);

    /// <summary>The key to sign with now.</summary>
    internal async Task<SecurityKey> GetSigningKeyAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return signing ?? throw new InvalidOperationException("access.signing_keys holds no key that may sign now.");
    }

    /// <summary>Reads the keys, unless that was done a moment ago.</summary>
    internal async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        if (signing is not null && clock.GetElapsedTime(Volatile.Read(ref readAt)) < ReadAgainAfter)
        {
            return;
        }

        var rows = await db.ListAsync<Row>(SelectKeys, null, cancellationToken);
        accepted = [.. rows.Select(AsKey)];
        signing = rows.FirstOrDefault(row => row.Signs) is { } newest ? AsKey(newest) : null;
        Volatile.Write(ref readAt, clock.GetTimestamp());
    }

    /// <summary>Makes the first key of a new installation.</summary>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(InsertFirstKey, new { id = Guid.CreateVersion7(), secret = NewSecret() });
        await work.CommitAsync();
    }

    /// <summary>
    /// Makes a new key within the work. The old ones are accepted until their last token has expired, or, where they have
    /// leaked, no longer at all.
    /// </summary>
    internal async Task RotateAsync(Work work, bool leaked)
    {
        var signsIn = leaked ? 0 : SecondsUntilNewKeySigns;
        var retiresIn = leaked ? 0 : (options.Value.TokenMinutes * 60) + SecondsUntilNewKeySigns;
        await work.ExecuteAsync(RetireKeys, new { retiresIn });
        await work.ExecuteAsync(InsertKey, new { id = Guid.CreateVersion7(), secret = NewSecret(), signsIn });
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    private static SymmetricSecurityKey AsKey(Row row) => new(row.Secret) { KeyId = row.Id.ToString() };

    private sealed record Row(Guid Id, byte[] Secret, bool Signs);

    private const string SelectKeys = """
        select id as Id, secret as Secret, signs_from <= now() as Signs
        from access.signing_keys
        where retires_at is null or retires_at > now()
        order by signs_from desc
        limit 100
        """;

    private const string InsertFirstKey = """
        insert into access.signing_keys (id, secret, signs_from)
        select @id, @secret, now()
        where not exists (select from access.signing_keys where retires_at is null)
        """;

    private const string RetireKeys = """
        update access.signing_keys
        set retires_at = least(retires_at, now() + make_interval(secs => @retiresIn))
        where retires_at is null or retires_at > now()
        """;

    private const string InsertKey = """
        insert into access.signing_keys (id, secret, signs_from)
        values (@id, @secret, now() + make_interval(secs => @signsIn))
        """;
}
