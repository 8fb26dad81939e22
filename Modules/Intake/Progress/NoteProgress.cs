using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Intake.Progress;

/// <summary>
/// Hears how far handling is and lets the citizen know. What is said of an appeal is true of those that were merged into it,
/// and each of their citizens has a notice of their own.
/// </summary>
internal sealed class NoteProgress(Receipts receipts) : IEventHandler<AppealProgressed>
{
    public async Task HandleAsync(AppealProgressed happened, Work work)
    {
        var served = await work.ListAsync<Appeal>(LockServed, new { Id = happened.Appeal });
        foreach (var appeal in served)
        {
            var noted = await work.ExecuteAsync(AppealRows.InsertProgress, new
            {
                id = appeal.Id, Stage = happened.Stage.Word(), happened.At, happened.PublicAnswer,
            });
            if (noted is 0)
            {
                // Said of the other appeal and of this one: told once.
                continue;
            }

            await work.ExecuteAsync(Update, new
            {
                appeal.Id, Stage = happened.Stage.Word(), happened.At, happened.PublicAnswer, Closed = IsLast(happened.Stage),
            });
            await work.NoteAsync(appeal.AppealId, null, "progressed", null, new { happened.Stage });
            if (appeal is { ReplyWanted: true, PreferredContact: not "none" })
            {
                await receipts.ProgressedAsync(
                    work, appeal.AppealId, appeal.Reach, appeal.Number, happened.Stage, happened.PublicAnswer, happened.At);
            }
        }
    }

    private static bool IsLast(AppealStage stage) =>
        stage is AppealStage.Closed or AppealStage.Withdrawn or AppealStage.OutOfScope;

    // What its citizen took back is over for it, whatever becomes of the matter.
    private const string LockServed = $"""
        select {AppealRows.Columns}
        from intake.appeals
        where id = @Id or (merged_into = @Id and withdrawal_proof is null)
        order by id
        limit 5000
        for update
        """;

    private const string Update = """
        update intake.appeals
        set stage = @Stage, public_answer = coalesce(@PublicAnswer, public_answer), progressed_at = @At,
            state = case when @Closed then 'closed' else 'accepted' end,
            closed_at = case when @Closed then @At end,
            version = version + 1
        where id = @Id and (progressed_at is null or progressed_at <= @At)
        """;
}
