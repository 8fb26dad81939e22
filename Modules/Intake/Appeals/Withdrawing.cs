using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>
/// Takes appeals back. Nobody's word but the citizen's own closes an appeal (撤单质检), so that a withdrawal without proof is
/// refused, whoever asks.
/// </summary>
internal sealed class Withdrawing(IPersonalData personal, TimeProvider clock)
{
    /// <summary>Why a withdrawal is not proven, or null where it is.</summary>
    /// <param name="appeal">The appeal.</param>
    /// <param name="proof">The kind of proof.</param>
    /// <param name="print">The fingerprint of the number spoken with on the call at hand; null where there is no such call.</param>
    /// <param name="code">The query code that was given.</param>
    internal Refusal? WhyNot(Appeal appeal, string proof, string? print, string? code) => proof switch
    {
        "query-code" => code is not null && appeal.HasCode(personal, code)
            ? null
            : new Refusal("withdrawal-not-proven", "查询码不正确，不能撤回；请诉求人提供查询码，或用其登记的电话来电撤回。"),
        _ => print is not null && appeal.IsFrom(print)
            ? null
            : new Refusal("withdrawal-not-proven", "撤回须由诉求人本人用登记的电话通话（有录音）或提供查询码，请核实后再办。"),
    };

    internal async Task TakeBackAsync(
        Work work, Appeal appeal, string proof, string reason, AccountId? by, object? details)
    {
        var now = clock.GetUtcNow();
        reason = personal.Redact(reason);
        await work.ExecuteAsync(Update, new { appeal.Id, proof, reason, now });
        await work.ExecuteAsync(AppealRows.InsertProgress, new
        {
            id = appeal.Id, Stage = AppealStage.Withdrawn.Word(), At = now, PublicAnswer = (string?)null,
        });
        await work.NoteAsync(appeal.AppealId, by, "withdrawn", reason, new { proof, details });
        if (appeal is { State: AppealState.Accepted, Handling: Handling.Dispatch })
        {
            await work.RaiseAsync(new AppealWithdrawn(appeal.AppealId, proof));
        }
        else if (appeal.State is AppealState.Received)
        {
            await work.ShowAsync(InboxTopic.Gone(appeal.AppealId, appeal.Version + 1));
        }
    }

    private const string Update = """
        update intake.appeals
        set state = 'closed', stage = 'withdrawn', handling = coalesce(handling, 'withdrawn'), withdrawal_proof = @proof,
            withdrawal_reason = @reason, progressed_at = @now, closed_at = @now, occupant = null, occupancy = 'public',
            version = version + 1
        where id = @Id
        """;
}
