using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

/// <summary>Whose matter it is gets settled with the units (协商), and the outcome binds (强制指派).</summary>
internal static class NegotiateOrder
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/negotiation", Open)
            .ForAct(Act.OpenNegotiation, "OpenNegotiation", "Calls units together to settle who leads and who assists (协商).");
        routes.MapPost("/orders/{id}/assign-compulsorily", Assign)
            .ForAct(
                Act.AssignCompulsorily, "AssignCompulsorily",
                "Ends a negotiation with its conclusion: the unit gets the order and cannot return it (强制指派).");
    }

    private static Task<ActAnswer> Open([AsParameters] ActCall call, NegotiationRequest request) =>
        call.RunAsync(Act.OpenNegotiation, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Assign([AsParameters] ActCall call, AssignRequest request) => call.RunAsync(
        Act.AssignCompulsorily, request.Version, turn => Apply(turn, request), [request.Unit, .. request.Assists ?? []], request.Complex);

    internal static Refusal? Apply(Turn turn, NegotiationRequest request)
    {
        if (request.Units.FirstOrDefault(unit => turn.Ground.Find(unit) is null) is { Value: var unknown } && unknown != default)
        {
            return new("unknown-unit", "没有这个单位或该单位已撤销,请从组织树中选择现有单位。");
        }

        turn.Reason = request.Reason;
        foreach (var asked in turn.Order.Open(MatterKind.Return))
        {
            asked.Decide(MatterState.Settled, request.Reason, turn.Moment);
        }

        turn.OpenNegotiation(request.Reason, [.. request.Units.Select(unit => unit.Value).Distinct()]);
        return null;
    }

    internal static Refusal? Apply(Turn turn, AssignRequest request)
    {
        if (turn.WhyNotTo(request.Unit, request.Assists ?? []) is { } refusal)
        {
            return refusal;
        }

        turn.Reason = request.Reason;
        foreach (var negotiation in turn.Order.Open(MatterKind.Negotiation))
        {
            negotiation.Decide(MatterState.Answered, request.Reason, turn.Moment);
        }

        turn.GiveLead(request.Unit, request.Complex, compulsory: true);
        turn.SetAssists(request.Assists ?? []);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Units">Who takes part, the offices for staffing and justice included where duties must be defined.</param>
    /// <param name="Reason">What is unclear.</param>
    public sealed record NegotiationRequest(
        int Version, [Required, MinLength(1), MaxLength(20)] IReadOnlyList<OrganisationId> Units,
        [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit that leads.</param>
    /// <param name="Reason">The conclusion, with its basis.</param>
    /// <param name="Assists">Assisting units.</param>
    /// <param name="Complex">A complex matter, with the policy's longer limit.</param>
    public sealed record AssignRequest(
        int Version, OrganisationId Unit, [Required, StringLength(2000, MinimumLength = 2)] string Reason,
        [MaxLength(10)] IReadOnlyList<OrganisationId>? Assists = null, bool Complex = false);
}
