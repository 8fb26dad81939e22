using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Access.Auditing;

/// <summary>Writes down what other modules say was done.</summary>
internal sealed class RecordAct : IEventHandler<ActDone>
{
    public Task HandleAsync(ActDone happened, Work work) => AuditLog.RecordAsync(work, happened.Record, happened.At);
}
