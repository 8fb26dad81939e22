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

    /// <summary>Adds a record that commits together with the act itself.</summary>
    internal static Task RecordAsync(Work work, AuditRecord record) => work.ExecuteAsync(InsertRecord, record);

    private const string InsertRecord = """
        insert into access.audit (actor, act, subject, reason, details)
        values (@Actor, @Act, @Subject, @Reason, @Details::jsonb)
        """;
}
