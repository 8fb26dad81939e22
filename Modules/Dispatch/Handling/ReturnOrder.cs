using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class ReturnOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/return", Handle)
        .ForAct(
            Act.Return, "ReturnOrder",
            "The lead unit gives the order back with reason and legal basis (退单). The hotline reviews it; where the policy's number of "
            + "returns is used up, the units negotiate. The citizen's time runs on.");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.Return, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        var order = turn.Order;
        var lead = order.LeadPart!;
        turn.Reason = request.Reason;
        turn.Details["legalBasis"] = request.LegalBasis;
        turn.Ask(Matter.New(
            MatterKind.Return, turn.Moment, request.Reason, lead, request.LegalBasis, order.State.Word(),
            request.Suggested is { } suggested ? [suggested.Value] : []));
        order.Returns++;
        if (order is { Rule: { } rule, RuleVersion: { } version })
        {
            // The catalogue learns from it.
            turn.Raised.Add(new RuleReturned(rule, version, order.Id, turn.Ground.Redact(request.Reason), turn.At));
        }

        if (order.Returns <= turn.LimitsOf(lead.Org).MaxReturns)
        {
            lead.State = AssignmentState.Returned;
            turn.Go(OrderState.ObjectionReview);
            return null;
        }

        // 问题工单: nobody's after so many tries.
        order.Hard = true;
        turn.OpenNegotiation(request.Reason, [lead.Org.Value, .. request.Suggested is { } other ? [other.Value] : Array.Empty<Guid>()]);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why it is not the unit's.</param>
    /// <param name="LegalBasis">By which law, list of duties or 三定.</param>
    /// <param name="Suggested">Whose it is, as the unit thinks.</param>
    public sealed record Request(
        int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason,
        [Required, StringLength(500, MinimumLength = 2)] string LegalBasis, OrganisationId? Suggested = null);
}
