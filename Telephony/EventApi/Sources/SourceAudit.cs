using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>Has the audit keep who admitted, changed or shut out a PBX; in the transaction that does it.</summary>
internal static class SourceAudit
{
    internal static Task NoteAsync(this Work work, CurrentUser user, string act, string source, TimeProvider clock) =>
        work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, act, $"source:{source}", Reason: null, Details: null), clock.GetUtcNow()));
}
