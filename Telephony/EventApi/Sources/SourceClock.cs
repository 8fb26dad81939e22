using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>How far each PBX's clock is from ours, measured by its heartbeats.</summary>
internal sealed class SourceClock(Db db)
{
    /// <summary>Notes a heartbeat: what its sender's clock said and what ours said on its receipt.</summary>
    internal async Task NoteAsync(
        string source, DateTimeOffset theirs, DateTimeOffset ours, CancellationToken cancellationToken)
    {
        // A day is beyond any clock that is merely wrong; the column's range is not.
        var measured = (int)Math.Clamp((ours - theirs).TotalMilliseconds, -86_400_000, 86_400_000);
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Update, new { source, measured });
        await work.CommitAsync();
    }

    // The way here only ever adds to the difference, so a smaller one is nearer to the truth and is taken at once; a larger one
    // is believed slowly, because it may be a heartbeat that was delayed.
    private const string Update = """
        update telephony.sources
        set skew_ms = case
            when skew_ms is null or @measured <= skew_ms then @measured
            else skew_ms + (@measured - skew_ms) / 8
        end
        where source = @source
        """;
}
