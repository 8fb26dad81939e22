using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

/// <summary>A supervisor takes an order up (提级督办), and what becomes of it: done again, or closed unresolved.</summary>
internal static class EscalateOrder
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/escalate", Escalate)
            .ForAct(Act.Escalate, "EscalateOrder", "Takes an order up for supervision on a higher level (提级督办).");
        routes.MapPost("/orders/{id}/order-rework", Rework)
            .ForAct(Act.OrderRework, "OrderRework", "Has an escalated order done again within a limit that the supervisor sets (发回重办).");
        routes.MapPost("/orders/{id}/close-unresolved", Close)
            .ForAct(Act.CloseUnresolved, "CloseUnresolved", "Closes an escalated order as unresolved, with what the citizen is told (未解决办结).");
    }

    private static Task<ActAnswer> Escalate([AsParameters] ActCall call, EscalateRequest request) =>
        call.RunAsync(Act.Escalate, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Rework([AsParameters] ActCall call, ReworkRequest request) =>
        call.RunAsync(Act.OrderRework, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Close([AsParameters] ActCall call, CloseRequest request) =>
        call.RunAsync(Act.CloseUnresolved, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, EscalateRequest request)
    {
        turn.Reason = request.Reason;

        // What the hotline had to decide is taken out of its hands.
        foreach (var matter in turn.Order.Open(MatterKind.Return).Concat(turn.Order.Open(MatterKind.Negotiation)))
        {
            matter.Decide(MatterState.Settled, request.Reason, turn.Moment);
        }

        if (turn.Order.LeadPart is { State: AssignmentState.Returned } lead)
        {
            lead.State = AssignmentState.Working;
        }

        foreach (var citizen in turn.Order.Citizens.Where(citizen => citizen.State is CitizenState.Due))
        {
            citizen.State = CitizenState.Waiting;
        }

        turn.Go(OrderState.Escalated);
        return null;
    }

    internal static Refusal? Apply(Turn turn, ReworkRequest request)
    {
        turn.Reason = request.Reason;
        turn.Order.Reworks++;
        turn.SetLeadToWork(new Limit(request.Amount, request.LimitUnit, "supervisor"));
        turn.Details["rework"] = turn.Order.Reworks;
        turn.Details["amount"] = request.Amount;
        turn.Details["limitUnit"] = request.LimitUnit.InJson();
        return null;
    }

    internal static Refusal? Apply(Turn turn, CloseRequest request)
    {
        turn.Reason = request.Reason;
        turn.Order.PublicAnswer = request.PublicAnswer;
        turn.Settle(OrderState.Closed, "unresolved");
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why.</param>
    public sealed record EscalateRequest(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Amount">How long the unit has.</param>
    /// <param name="LimitUnit">Of what.</param>
    /// <param name="Reason">What is to be done.</param>
    public sealed record ReworkRequest(
        int Version, [Range(1, 1000)] int Amount, LimitUnit LimitUnit, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="PublicAnswer">What the citizen is told.</param>
    /// <param name="Reason">Why it cannot be solved.</param>
    public sealed record CloseRequest(
        int Version, [Required, StringLength(4000, MinimumLength = 2)] string PublicAnswer,
        [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
