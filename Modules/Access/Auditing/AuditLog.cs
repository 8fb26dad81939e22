using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Auditing;

/// <summary>Writes the audit.</summary>
internal sealed class AuditLog(Db db) : IAudit
{
    public async Task RecordAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await RecordAsync(work, record);
        await work.CommitAsync();
    }

    /// <summary>Adds a record that commits together with the work; null for an act of this moment.</summary>
    internal static Task RecordAsync(Work work, AuditRecord record, DateTimeOffset? at = null) => work.ExecuteAsync(
        InsertRecord, new { at, record.Actor, record.Act, record.Subject, record.Reason, record.Details });

    private const string InsertRecord = """
        insert into access.audit (at, actor, act, subject, reason, details)
        values (coalesce(@at::timestamptz, now()), @Actor, @Act, @Subject, @Reason, @Details::jsonb)
        """;
}
