using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Duplicates;

/// <summary>Joins appeals of the same matter (并单).</summary>
internal sealed class Merging(Db db, IPersonalData personal, TimeProvider clock)
{
    /// <summary>Joins one appeal to another, or says why not.</summary>
    internal async Task<Refusal?> MergeAsync(
        AppealId id, AppealId into, string why, AccountId by, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);

        // Both, and always in the same order, so that two mergers in opposite directions wait instead of deadlocking.
        var locked = (await work.ListAsync<Appeal>(LockBoth, new { Ids = new[] { id.Value, into.Value } })).ToDictionary(one => one.Id);
        var (appeal, parent) = (locked[id.Value], locked[into.Value]);
        if (appeal.WhyNotMergeInto(parent) is { } refusal)
        {
            return refusal;
        }

        if (await work.FindAsync<int>(CountMerged, new { id }) > 0)
        {
            return new Refusal("has-merged", "已有其他诉求并入该件，请把该件作为主件，或先处理已并入的诉求。");
        }

        var now = clock.GetUtcNow();
        await work.ExecuteAsync(Join, new { id, into, now });
        await work.NoteAsync(id, by, "merged", personal.Redact(why), new { into });
        await work.NoteAsync(into, by, "joined", personal.Redact(why), new { Appeal = id });
        if (appeal.State is AppealState.Received)
        {
            // Straight from the inbox: it is accepted first, so that its citizen has an order to be called back on.
            await work.ExecuteAsync(AppealRows.InsertProgress, new
            {
                id, Stage = AppealStage.Accepted.Word(), At = now, PublicAnswer = (string?)null,
            });
            await work.RaiseAsync(new AppealAccepted(id));
            await work.ShowAsync(InboxTopic.Gone(id, appeal.Version + 1));
        }

        await work.RaiseAsync(new AppealMerged(id, into));
        await work.CommitAsync();
        return null;
    }

    private const string LockBoth = $"""
        select {AppealRows.Columns} from intake.appeals where id = any (@Ids) order by id limit 2 for update
        """;

    private const string CountMerged = "select count(*)::int from intake.appeals where merged_into = @id";

    // What the citizens of the other one know already, this one knows from here on.
    private const string Join = """
        update intake.appeals child
        set merged_into = @into, state = 'accepted', handling = 'dispatch', accepted_at = coalesce(child.accepted_at, @now),
            stage = parent.stage, public_answer = parent.public_answer, progressed_at = @now, occupant = null,
            occupancy = 'public', version = child.version + 1
        from intake.appeals parent
        where child.id = @id and parent.id = @into
        """;
}
