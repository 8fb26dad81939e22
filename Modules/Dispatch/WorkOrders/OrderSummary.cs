using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>An order in a line: what acts answer.</summary>
/// <param name="Id">The order.</param>
/// <param name="Number">The number that the citizen knows.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Version">To be given with the next act.</param>
/// <param name="Title">One line.</param>
/// <param name="Urgency">How urgent.</param>
/// <param name="Alert">How the units' time stands.</param>
/// <param name="Lead">The unit that leads, or led.</param>
/// <param name="Possible">What this person may do to it now.</param>
internal sealed record OrderSummary(
    WorkOrderId Id, string Number, OrderState State, int Version, string Title, Urgency Urgency, Alert Alert, OrganisationId? Lead,
    IReadOnlyList<Act> Possible)
{
    internal static OrderSummary Of(Order order, Moment moment) => new(
        order.Id, order.Number, order.State, order.Version, order.Title, order.Urgency, order.Alert, order.Lead,
        Legality.PossibleActs(order, moment));
}
