using ContactCenter.Platform.Database;

namespace ContactCenter.Access.PersonalData;

/// <summary>The command <c>retire-personal-key ID</c>: takes a key out of the file once nothing is sealed with it any more.</summary>
internal static class RetirePersonalKey
{
    internal const string Command = "retire-personal-key";

    internal static async Task RunAsync(
        PersonalKeys keys, Db db, string[] words, TextWriter told, CancellationToken cancellationToken)
    {
        if (words is not [var id])
        {
            throw new InvalidOperationException($"Say {Command} and the key's name.");
        }

        var ring = keys.Ring;
        if (ring.Find(id) is not { } key)
        {
            throw new InvalidOperationException($"{keys.Path} has no key {id}.");
        }

        await using var work = await db.BeginAsync(cancellationToken);
        if (key == keys.Sealing || await work.ExecuteAsync(Retire, new { id }) == 0)
        {
            throw new InvalidOperationException(
                $"Key {id} still seals, or values are left that it sealed: wait until GET /api/access/personal-keys says since when "
                + "it is unused.");
        }

        // In this order: a key too many in the file harms nobody.
        await work.CommitAsync();
        KeyFile.Write(keys.Path, new KeyRing(ring.Keys.Where(one => one != key), ring.Fingerprint));
        await told.WriteLineAsync($"Key {id} is retired. Back {keys.Path} up; older backups of the database need the older file.");
    }

    private const string Retire = """
        update access.personal_keys set retired_at = now() where id = @id and unused_since is not null and retired_at is null
        """;
}
