using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ContactCenter.Access.PersonalData;

/// <summary>Reads and writes the file with the keys of personal data; only its owner may read it.</summary>
internal static partial class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads it; what is wrong with it is said in a sentence, never with a part of it.</summary>
    /// <exception cref="InvalidOperationException">It is not there, others may read it, or it makes no sense.</exception>
    internal static KeyRing Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidOperationException(
                $"The file with the keys of personal data, {path}, is not there. Bring it back from its backup: what is sealed "
                + "cannot be read without it. A new installation makes it with 'ContactCenter.Host.dll rotate-personal-key'.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new InvalidOperationException(
                $"Others than its owner may read or write {path}, which has the keys of personal data; run: chmod 600 {path}");
        }

        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // Without the inner exception, whose message may spell a key out.
            throw new InvalidOperationException($"{path}, which has the keys of personal data, is damaged: {Reason(exception)}");
        }
    }

    /// <summary>Writes it in one step, so that a power cut leaves the old one or the new one.</summary>
    internal static void Write(string path, KeyRing ring)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(
            new Contents([.. ring.Keys.Select(key => new Entry(key.Id, key.Key, key.SealsFrom))], ring.Fingerprint), Written);
        var fresh = $"{path}.new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(fresh, options))
        {
            file.Write(text);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);

    private static KeyRing Parse(byte[] text)
    {
        var contents = JsonSerializer.Deserialize<Contents>(text, Written) ?? throw new FormatException("it is empty");
        if (contents.Keys is not { Count: > 0 } || contents.Fingerprint?.Length != KeyRing.KeyBytes)
        {
            throw new FormatException("it has no keys, or no fingerprint key of 256 bits");
        }

        if (contents.Keys.Any(key => key.Id is null || !KeyId().IsMatch(key.Id) || key.Key?.Length != KeyRing.KeyBytes))
        {
            throw new FormatException("a key in it has no identifier of digits and small letters, or not 256 bits");
        }

        if (contents.Keys.DistinctBy(key => key.Id).Count() != contents.Keys.Count)
        {
            throw new FormatException("two keys in it have the same identifier");
        }

        return new KeyRing(
            contents.Keys.Select(key => new PersonalKey(key.Id!, key.Key!, key.SealsFrom)), contents.Fingerprint);
    }

    private static string Reason(Exception exception) =>
        exception is JsonException json ? $"line {json.LineNumber + 1} is no JSON of its form" : exception.Message;

    private sealed record Contents(IReadOnlyList<Entry>? Keys, byte[]? Fingerprint);

    private sealed record Entry(string? Id, byte[]? Key, DateTimeOffset SealsFrom);

    [GeneratedRegex("^[a-z0-9]{1,16}$")]
    private static partial Regex KeyId();
}
