namespace ContactCenter.Contracts.Access;

/// <summary>The append-only record of who did what, to whom and why. Rows can be added, never changed.</summary>
public interface IAudit
{
    /// <summary>Adds a record of its own; an act that changes data raises <see cref="ActDone"/> in its transaction instead.</summary>
    Task RecordAsync(AuditRecord record, CancellationToken cancellationToken);
}

/// <summary>One act.</summary>
/// <param name="Actor">Who did it; null for the system.</param>
/// <param name="Act">A stable word, e.g. <c>agent.forced</c>, <c>line.changed</c>.</param>
/// <param name="Subject">What it was done to, e.g. <c>agent:0198…</c>.</param>
/// <param name="Reason">Why, as the actor said.</param>
/// <param name="Details">Ids and states only, never personal data; JSON.</param>
public sealed record AuditRecord(AccountId? Actor, string Act, string Subject, string? Reason, string? Details);
