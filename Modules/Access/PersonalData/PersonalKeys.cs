using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.PersonalData;

/// <summary>The keys of personal data, read again when their file changes: a new key reaches a running host by itself.</summary>
internal sealed partial class PersonalKeys(
    IOptions<PersonalDataOptions> options, TimeProvider clock, ILogger<PersonalKeys> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock reading = new();
    private volatile KeyRing? ring;
    private DateTime writtenAt;
    private long lookedAt;

    internal string Path => options.Value.KeyFile;

    /// <summary>The keys as last read.</summary>
    internal KeyRing Ring
    {
        get
        {
            if (ring is { } read && clock.GetElapsedTime(Volatile.Read(ref lookedAt)) < LookAgainAfter)
            {
                return read;
            }

            return Look();
        }
    }

    /// <summary>The key to seal with now.</summary>
    internal PersonalKey Sealing => Ring.SealingAt(clock.GetUtcNow());

    /// <summary>The key of this identifier, even if it has come into the file only just now.</summary>
    /// <exception cref="CryptographicException">The file has none.</exception>
    internal PersonalKey Named(ReadOnlySpan<char> id) => Ring.Find(id) ?? Look().Find(id) ?? throw new CryptographicException(
        $"Key {id} of personal data is not in {Path}; bring it back from the file's backup.");

    private KeyRing Look()
    {
        lock (reading)
        {
            try
            {
                var changed = File.GetLastWriteTimeUtc(Path);
                if (ring is null || changed != writtenAt)
                {
                    ring = KeyFile.Read(Path);
                    writtenAt = changed;
                }
            }
            catch (Exception exception) when (ring is not null
                && exception is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                // What was read once goes on being used: calls must not stop because somebody edits a file.
                FileUnreadable(logger, Path, exception);
            }

            Volatile.Write(ref lookedAt, clock.GetTimestamp());
            return ring!;
        }
    }

    [LoggerMessage(LogLevel.Error, "The keys of personal data in {Path} cannot be read again; those read before are used on")]
    private static partial void FileUnreadable(ILogger logger, string path, Exception exception);
}
