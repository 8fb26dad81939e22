using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

/// <summary>Counts that a citizen urged (催办), on the appeal and for whoever handles it.</summary>
internal sealed class Urging(IPersonalData personal)
{
    internal async Task<int> UrgeAsync(Work work, Appeal appeal, string? supplement, AccountId? by, CallId? call)
    {
        var added = string.IsNullOrWhiteSpace(supplement) ? null : personal.Redact(supplement.Trim());
        var count = await work.FindAsync<int>(Count, new { appeal.Id });
        await work.NoteAsync(appeal.AppealId, by, added is null ? "urged" : "supplemented", added, new { call });
        if (appeal is { State: AppealState.Accepted, Handling: Handling.Dispatch })
        {
            // What was merged is handled under the other appeal.
            await work.RaiseAsync(new AppealUrged(appeal.Handled, added));
        }
        else if (appeal.State is AppealState.Received)
        {
            await work.ShowAsync(InboxTopic.Waits(appeal.AppealId, appeal.Version + 1, appeal.Occupant));
        }

        return count;
    }

    private const string Count = """
        update intake.appeals set urge_count = urge_count + 1, version = version + 1 where id = @Id returning urge_count
        """;
}
