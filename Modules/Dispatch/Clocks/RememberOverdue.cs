using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>Keeps in a clock's history that its deadline was announced to have passed.</summary>
internal sealed class RememberOverdue : IEventHandler<ClockOverdue>
{
    public Task HandleAsync(ClockOverdue happened, Work work) =>
        ClockTable.RememberAsync(work, happened.Clock, "overdue", null, happened.DueAt, null);
}
