using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>Keeps in a clock's history that its deadline was announced to be near.</summary>
internal sealed class RememberWarning : IEventHandler<ClockWarned>
{
    public Task HandleAsync(ClockWarned happened, Work work) =>
        ClockTable.RememberAsync(work, happened.Clock, "warned", null, happened.DueAt, null);
}
