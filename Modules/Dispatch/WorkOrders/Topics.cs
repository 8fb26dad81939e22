using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Live;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What consoles can watch of work orders: that something changed; what, they ask over HTTP, where rights are.</summary>
internal static class Topics
{
    /// <summary>Everything the hotline's lists show.</summary>
    internal const string Inbox = "orders:inbox:hotline";

    internal const string Change = "change";

    private const string UnitPrefix = "orders:unit:";

    private const string OrderPrefix = "order:";

    /// <summary>What has come to one unit, or changed there.</summary>
    internal static string Unit(OrganisationId id) => $"{UnitPrefix}{id}";

    /// <summary>One order.</summary>
    internal static string Order(WorkOrderId id) => $"{OrderPrefix}{id}";

    internal static bool TryUnit(string topic, out OrganisationId id)
    {
        id = default;
        return topic.StartsWith(UnitPrefix, StringComparison.Ordinal) && OrganisationId.TryParse(topic[UnitPrefix.Length..], out id);
    }

    internal static bool TryOrder(string topic, out WorkOrderId id)
    {
        id = default;
        return topic.StartsWith(OrderPrefix, StringComparison.Ordinal) && WorkOrderId.TryParse(topic[OrderPrefix.Length..], out id);
    }

    /// <summary>The changes a turn shows: to the hotline, to each unit concerned, and to whoever has the order open.</summary>
    internal static IReadOnlyList<LiveChange> Of(Turn turn, long logId)
    {
        var json = JsonSerializer.Serialize(new OrderChanged(turn.Order, turn.Act), Json.Options);
        return
        [
            new LiveChange(Inbox, Change, logId, json),
            .. turn.Order.Assignments.Select(part => part.Org).Distinct().Select(org => new LiveChange(Unit(org), Change, logId, json)),
            new LiveChange(Order(turn.Order.Id), Change, turn.Order.Version, json),
        ];
    }

    /// <summary>What consoles are shown of a change.</summary>
    internal sealed record OrderChanged(WorkOrderId Id, string Number, OrderState State, int Version, Alert Alert, Act? Act)
    {
        internal OrderChanged(Order order, Act? act)
            : this(order.Id, order.Number, order.State, order.Version, order.Alert, act)
        {
        }
    }
}
