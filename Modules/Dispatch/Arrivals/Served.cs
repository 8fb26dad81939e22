using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>Which order serves an appeal.</summary>
internal static class Served
{
    private const string Select = "select order_id from dispatch.order_citizens where appeal_id = @appeal";

    private const string Lock = "select id from dispatch.orders where id = any(@ids) order by id for update";

    /// <summary>The order, or null where there is none (yet).</summary>
    internal static async Task<WorkOrderId?> ByAsync(Work work, AppealId appeal) =>
        await work.FindAsync<Guid?>(Select, new { appeal }) is { } id ? new WorkOrderId(id) : null;

    /// <summary>
    /// The order. Where there is none yet the delivery fails and comes again: each kind of event is delivered in its own order, so
    /// that one may overtake the acceptance.
    /// </summary>
    internal static async Task<WorkOrderId> ByExistingAsync(Work work, AppealId appeal) => await ByAsync(work, appeal)
        ?? throw new InvalidOperationException($"Appeal {appeal} has no work order yet.");

    /// <summary>Locks several orders, always in the same sequence.</summary>
    internal static Task LockAsync(Work work, params WorkOrderId[] orders) =>
        work.ListAsync<Guid>(Lock, new { ids = orders.Select(order => order.Value).ToArray() });
}
