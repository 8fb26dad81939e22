using System.Buffers.Text;
using System.Security.Cryptography;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// What the database remembers of the keys, so that a host with another installation's file, or one brought back from too old a
/// backup, says so at the start instead of finding nobody again.
/// </summary>
internal sealed class KeyMarks(Db db, PersonalKeys keys)
{
    internal const string Fingerprint = "fingerprint";

    /// <summary>Notes the keys in the file, at the start of a host and whenever one has come into it.</summary>
    /// <exception cref="InvalidOperationException">They are not the ones this database was sealed with.</exception>
    internal async Task NoteAsync(CancellationToken cancellationToken)
    {
        var ring = keys.Ring;
        var inFile = ring.Keys.Select(key => new Mark(key.Id, Of(key.Key))).Append(new Mark(Fingerprint, Of(ring.Fingerprint)))
            .ToDictionary(mark => mark.Id, mark => mark.Value);
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(InsertMarks, new { Ids = inFile.Keys.ToArray(), Marks = inFile.Values.ToArray() });
        foreach (var (id, value) in await work.ListAsync<Mark>(SelectMarks))
        {
            if (!inFile.TryGetValue(id, out var there))
            {
                throw new InvalidOperationException(
                    $"Key {id}, which has sealed personal data in this database, is not in {keys.Path}; bring the file back from its backup.");
            }

            if (there != value)
            {
                throw new InvalidOperationException(
                    $"{keys.Path} belongs to another database: its key {id} is not the one that sealed personal data here.");
            }
        }

        await work.CommitAsync();
    }

    // A hash keyed with the key itself: it tells keys apart and says nothing of 256 random bits.
    private static string Of(byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, "ContactCenter"u8).AsSpan(0, 12));

    private sealed record Mark(string Id, string Value);

    private const string InsertMarks = """
        insert into access.personal_keys (id, mark)
        select id, mark from unnest(@Ids, @Marks) as seen (id, mark)
        on conflict (id) do nothing
        """;

    private const string SelectMarks = """
        select id as Id, mark as Value from access.personal_keys where retired_at is null limit 1000
        """;
}
