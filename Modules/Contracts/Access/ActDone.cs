namespace ContactCenter.Contracts.Access;

/// <summary>
/// Somebody did something that the audit keeps. Raised in the transaction of the act, it is kept exactly when the act is:
/// the way to audit what changes another module's data.
/// </summary>
/// <param name="Record">The act.</param>
/// <param name="At">When it was done.</param>
public sealed record ActDone(AuditRecord Record, DateTimeOffset At) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"audit:{Record.Subject}";
}
