using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

/// <summary>The hotline's review of a return (派单异议审核): the unit is right and another one gets it, or it is refused.</summary>
internal static class DecideReturn
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/redispatch", Redispatch)
            .ForAct(Act.Redispatch, "RedispatchOrder", "Upholds a return and sends the order to another unit (同意退单并改派).");
        routes.MapPost("/orders/{id}/refuse-return", Refuse)
            .ForAct(Act.RefuseReturn, "RefuseReturn", "Refuses a return: the unit has to handle the order (驳回退单).");
    }

    private static Task<ActAnswer> Redispatch([AsParameters] ActCall call, RedispatchRequest request) => call.RunAsync(
        Act.Redispatch, request.Version, turn => Apply(turn, request), [request.Unit, .. request.Assists ?? []], request.Complex);

    private static Task<ActAnswer> Refuse([AsParameters] ActCall call, RefuseRequest request) =>
        call.RunAsync(Act.RefuseReturn, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, RedispatchRequest request)
    {
        if (turn.Order.LeadPart?.Org == request.Unit)
        {
            return new("same-unit", "该单位正是退单的单位;如不同意退单请驳回,同意则请改派其他单位。");
        }

        if (turn.WhyNotTo(request.Unit, request.Assists ?? []) is { } refusal)
        {
            return refusal;
        }

        turn.Reason = request.Reason;
        var asked = turn.Order.Open(MatterKind.Return).First();
        asked.Decide(MatterState.Granted, request.Reason, turn.Moment);
        turn.Details["matter"] = asked.Id;
        (turn.Order.Rule, turn.Order.RuleVersion) = (null, null);
        turn.GiveLead(request.Unit, request.Complex, compulsory: false);
        turn.SetAssists(request.Assists ?? []);
        return null;
    }

    internal static Refusal? Apply(Turn turn, RefuseRequest request)
    {
        turn.Reason = request.Reason;
        var asked = turn.Order.Open(MatterKind.Return).First();
        asked.Decide(MatterState.Refused, request.Reason, turn.Moment);
        turn.Details["matter"] = asked.Id;

        // It goes back to where the unit stood when it returned it.
        var wasSigned = asked.Word == OrderState.Signed.Word();
        turn.Order.LeadPart!.State = wasSigned ? AssignmentState.Signed : AssignmentState.Sent;
        turn.Go(wasSigned ? OrderState.Signed : OrderState.Dispatched);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit that leads from now on.</param>
    /// <param name="Reason">Why the return is right.</param>
    /// <param name="Assists">The assisting units from now on.</param>
    /// <param name="Complex">A complex matter, with the policy's longer limit.</param>
    public sealed record RedispatchRequest(
        int Version, OrganisationId Unit, [Required, StringLength(500, MinimumLength = 2)] string Reason,
        [MaxLength(10)] IReadOnlyList<OrganisationId>? Assists = null, bool Complex = false);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why the unit has to handle it.</param>
    public sealed record RefuseRequest(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
