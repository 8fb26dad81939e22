using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Intake;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>Folds the journal into what has been received of each epoch; nothing is counted twice and nothing is incremented.</summary>
internal sealed class SourceCounts(Db db)
{
    private const int Piece = 20_000;

    /// <summary>Counts what came since the last time.</summary>
    internal async Task BringUpToDateAsync(string source, CancellationToken cancellationToken)
    {
        bool isCut;
        do
        {
            await using var work = await db.BeginAsync(cancellationToken);
            if (await work.FindAsync<long?>(Lock, new { source }) is not { } from)
            {
                return;
            }

            var to = await work.FindAsync<long?>(FindEnd, new { source, from, Piece });
            if (to is { } end)
            {
                await work.ExecuteAsync(Fold, new { source, from, end, Local = LocalEvents.Epoch });
                await work.ExecuteAsync(Note, new { source, end });
                await work.CommitAsync();
            }

            isCut = to is not null && to > from;
        }
        while (isCut);
    }

    private const string Lock = """
        select counted_to from telephony.sources where source = @source for update
        """;

    // Ids are given out before their rows can be seen, so counting stops at the oldest writer that is still at work.
    private const string FindEnd = """
        select max(id)
        from (
            select id
            from telephony.inbox
            where source = @source and id > @from and written_by < pg_snapshot_xmin(pg_current_snapshot())
            order by id
            limit @Piece
        ) next
        """;

    private const string Fold = """
        update telephony.source_epochs known
        set seen = known.seen + fresh.seen
        from (
            select epoch, range_agg(int8range(sequence, sequence + 1)) as seen
            from telephony.inbox
            where source = @source and id > @from and id <= @end and epoch <> @Local
            group by epoch
        ) fresh
        where known.source = @source and known.epoch = fresh.epoch
        """;

    private const string Note = """
        update telephony.sources set counted_to = @end where source = @source
        """;
}
