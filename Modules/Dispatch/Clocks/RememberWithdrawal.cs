using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>Keeps in a clock's history that the announcement of a passed deadline was withdrawn.</summary>
internal sealed class RememberWithdrawal : IEventHandler<ClockOverdueWithdrawn>
{
    public Task HandleAsync(ClockOverdueWithdrawn happened, Work work) =>
        ClockTable.RememberAsync(work, happened.Clock, "overdue_withdrawn", null, happened.DueAt, null);
}
