using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Quartz;

namespace ContactCenter.Access.PersonalData;

/// <summary>
/// Seals anew, in the background, what older keys sealed, and notes when nothing is left of a key. One host at a time does it;
/// it costs nothing while there is one key.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class KeyUpkeep(
    Db db, PersonalKeys keys, KeyMarks marks, TimeProvider clock, IEnumerable<IResealable> places, ILogger<KeyUpkeep> logger) : IJob
{
    internal static readonly JobKey Key = new(nameof(KeyUpkeep), "access");

    // A value that somebody was just changing is found at the next pass, and a third finds nothing.
    private const int MostPasses = 5;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    /// <summary>Answers how many values were sealed anew; null where another host is at it.</summary>
    internal async Task<long?> RunAsync(CancellationToken cancellationToken)
    {
        var sealing = keys.Sealing;
        if (keys.Ring.Keys.Count == 1 || keys.Ring.Keys[0] != sealing)
        {
            return 0;
        }

        await marks.NoteAsync(cancellationToken);

        await using var work = await db.BeginAsync(cancellationToken);
        if (!await work.FindAsync<bool>(TryLock))
        {
            return null;
        }

        var (total, left) = (0L, 1L);
        for (var pass = 0; left > 0 && pass < MostPasses; pass++)
        {
            left = 0;
            foreach (var place in places)
            {
                left += await place.ResealAsync(cancellationToken);
            }

            total += left;
        }

        if (left == 0)
        {
            await work.ExecuteAsync(NoteUnused, new { Sealing = sealing.Id, KeyMarks.Fingerprint, At = clock.GetUtcNow() });
            await work.CommitAsync();
        }

        if (total > 0)
        {
            SealedAnew(total, sealing.Id);
        }

        return total;
    }

    private const string TryLock = "select pg_try_advisory_xact_lock(7314)";

    private const string NoteUnused = """
        update access.personal_keys
        set unused_since = @At
        where id not in (@Sealing, @Fingerprint) and retired_at is null and unused_since is null
        """;

    [LoggerMessage(LogLevel.Information, "Sealed {Count} personal data anew with key {KeyId}")]
    private partial void SealedAnew(long count, string keyId);
}
