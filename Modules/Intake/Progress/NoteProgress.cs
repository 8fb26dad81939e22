using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Intake.Progress;

/// <summary>
/// Hears how far an appeal is and lets its citizen know. Dispatch says it of each appeal, those merged into another among them, so
/// that each citizen has a notice of their own.
/// </summary>
internal sealed class NoteProgress(Receipts receipts) : IEventHandler<AppealProgressed>
{
    public async Task HandleAsync(AppealProgressed happened, Work work)
    {
        if (await work.FindAsync<Appeal>(AppealRows.Lock, new { Id = happened.Appeal }) is not { } appeal
            || (appeal.Stage == happened.Stage && (happened.PublicAnswer is null || happened.PublicAnswer == appeal.PublicAnswer))
            || await work.ExecuteAsync(AppealRows.InsertProgress, new
            {
                id = appeal.Id, Stage = happened.Stage.Word(), happened.At, happened.PublicAnswer,
            }) is 0)
        {
            // The citizen knows it already: what is said twice is told once.
            return;
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

    private static bool IsLast(AppealStage stage) =>
        stage is AppealStage.Closed or AppealStage.Withdrawn or AppealStage.OutOfScope;

    private const string Update = """
        update intake.appeals
        set stage = @Stage, public_answer = coalesce(@PublicAnswer, public_answer), progressed_at = @At,
            state = case when @Closed then 'closed' else 'accepted' end,
            closed_at = case when @Closed then @At end,
            version = version + 1
        where id = @Id and (progressed_at is null or progressed_at <= @At)
        """;
}
