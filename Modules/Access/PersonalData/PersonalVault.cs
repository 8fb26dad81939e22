using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.PersonalData;

/// <summary>Protects personal data; each method says in the contract what for.</summary>
internal sealed class PersonalVault(PersonalKeys keys, Db db) : IPersonalData
{
    // 128 bits: no two of a city's numbers meet by chance, and the column stays short.
    private const int FingerprintBytes = 16;

    private const int StackBytes = 512;

    public Sealed Seal(PersonalKind kind, string plain) => Token.Seal(keys.Sealing, kind, plain);

    public bool IsSealed(string stored) => Token.KindOf(stored) is not null;

    public string Open(Sealed value) => Token.Open(keys, value.Token);

    /// <summary>Empty for an empty value: two callers who withhold their numbers are not the same one.</summary>
    public string Fingerprint(PersonalKind kind, string plain)
    {
        var level = Notation.Of(kind, plain);
        if (level.Length == 0)
        {
            return "";
        }

        var most = Encoding.UTF8.GetMaxByteCount(level.Length) + 1;
        var text = most <= StackBytes ? stackalloc byte[most] : new byte[most];
        text[0] = (byte)Token.Letter(kind);
        var length = 1 + Encoding.UTF8.GetBytes(level, text[1..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Ring.Fingerprint, text[..length], hash);
        return Base64Url.EncodeToString(hash[..FingerprintBytes]);
    }

    string IPersonalData.Mask(PersonalKind kind, string plain) => Mask.Of(kind, plain);

    public string Redact(string text) => Redaction.Of(text);

    public async Task<string> RevealAsync(Reveal reveal, CancellationToken cancellationToken)
    {
        // Before anything is decrypted, and for good: a view that could not be written down does not happen.
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(InsertView, new { Who = reveal.Who.Value, reveal.Subject, reveal.Field, reveal.Reason });
        await work.CommitAsync();
        return Open(reveal.Value);
    }

    private const string InsertView = """
        insert into access.personal_views (account, subject, field, reason)
        values (@Who, @Subject, @Field, @Reason)
        """;
}
