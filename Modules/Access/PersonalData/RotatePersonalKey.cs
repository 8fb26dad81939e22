using System.Globalization;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// The command <c>rotate-personal-key</c>: adds a key to the file, which new values are sealed with from a minute later on, when
/// every host has read it; makes the file where there is none. What older keys sealed is sealed anew by the running hosts.
/// </summary>
internal static class RotatePersonalKey
{
    internal const string Command = "rotate-personal-key";

    // Hosts look at the file every few seconds.
    private const int DefaultDelayMinutes = 1;

    /// <summary>Its further word is the minutes until the new key seals: more where the file has to be carried to other machines.</summary>
    internal static void Run(string path, string[] words, TimeProvider clock, TextWriter told)
    {
        var minutes = DefaultDelayMinutes;
        if (words.Length > 1 || (words is [var word]
            && (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes > 10_000)))
        {
            throw new InvalidOperationException($"Say {Command}, or {Command} and the minutes until the new key seals.");
        }

        if (!File.Exists(path))
        {
            KeyFile.Write(path, new KeyRing([new PersonalKey("1", KeyFile.NewSecret(), clock.GetUtcNow())], KeyFile.NewSecret()));
            told.WriteLine($"{path} is made. Back it up, apart from the database: what is sealed cannot be read without it.");
            return;
        }

        var ring = KeyFile.Read(path);
        var fresh = new PersonalKey(NextId(ring), KeyFile.NewSecret(), clock.GetUtcNow().AddMinutes(minutes));
        KeyFile.Write(path, new KeyRing([fresh, .. ring.Keys], ring.Fingerprint));
        told.WriteLine($"Key {fresh.Id} is added and seals from {fresh.SealsFrom:u} on. Back the file up, and bring it to every machine before.");
    }

    private static string NextId(KeyRing ring) => (1 + ring.Keys.Max(key =>
        int.TryParse(key.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0))
        .ToString(CultureInfo.InvariantCulture);
}
