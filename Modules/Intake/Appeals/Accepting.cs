using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

/// <summary>Takes an appeal out of the inbox.</summary>
internal sealed class Accepting(Receipts receipts, TimeProvider clock)
{
    internal async Task AcceptAsync(
        Work work, Appeal appeal, AppealFields.Outcome outcome, StatutoryRoute? route, AccountId by)
    {
        var now = clock.GetUtcNow();
        var handling = outcome.HandlingOf();
        var (state, stage) = handling.Follows();
        await work.ExecuteAsync(Update, new
        {
            appeal.Id, State = state.Word(), Handling = handling.Word(), Stage = stage.Word(), outcome.Answer,
            outcome.KnowledgeId, outcome.KnowledgeTitle, Route = handling is Handling.OutOfScope ? outcome.Route : null,
            outcome.TransferredTo, InvalidReason = handling is Handling.Invalid ? outcome.Reason : null, By = by, now,
            ClosedAt = state is AppealState.Closed ? now : (DateTimeOffset?)null,
        });
        await work.ExecuteAsync(AppealRows.InsertProgress, new
        {
            id = appeal.Id, Stage = stage.Word(), At = now, PublicAnswer = outcome.Answer ?? route?.Text,
        });
        await work.NoteAsync(appeal.AppealId, by, "accepted", outcome.Reason, new { handling });
        if (handling is Handling.Dispatch)
        {
            await work.RaiseAsync(new AppealAccepted(appeal.AppealId));
        }

        if (appeal is not { ReplyWanted: true, PreferredContact: not "none" })
        {
            return;
        }

        // Who wrote cannot be told on the telephone, as a caller was.
        await (handling switch
        {
            Handling.OutOfScope => receipts.RouteAsync(work, appeal.AppealId, appeal.Reach, route!.Text),
            Handling.DirectAnswer => receipts.ProgressedAsync(
                work, appeal.AppealId, appeal.Reach, appeal.Number, AppealStage.Answered, outcome.Answer, now),
            _ => Task.CompletedTask,
        });
    }

    private const string Update = """
        update intake.appeals
        set state = @State, handling = @Handling, stage = @Stage, answer = @Answer, public_answer = @Answer,
            knowledge_id = @KnowledgeId, knowledge_title = @KnowledgeTitle, statutory_route = @Route,
            transferred_to = @TransferredTo, invalid_reason = @InvalidReason, registered_by = @By, accepted_at = @now,
            progressed_at = @now, closed_at = @ClosedAt, occupant = null, occupancy = 'public', version = version + 1
        where id = @Id
        """;
}
