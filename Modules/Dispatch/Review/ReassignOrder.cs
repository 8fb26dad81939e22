using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class ReassignOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/reassign", Handle)
        .ForAct(
            Act.Reassign, "ReassignOrder",
            "Gives the order to another lead unit of the hotline's own accord; the former is released (改派、提级办理).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) => call.RunAsync(
        Act.Reassign, request.Version, turn => Apply(turn, request), [request.Unit, .. request.Assists ?? []], request.Complex);

    internal static Refusal? Apply(Turn turn, Request request)
    {
        if (turn.Order.LeadPart?.Org == request.Unit)
        {
            return new("same-unit", "该单位已是主办单位,请选择其他单位。");
        }

        if (turn.WhyNotTo(request.Unit, request.Assists ?? []) is { } refusal)
        {
            return refusal;
        }

        turn.Reason = request.Reason;
        (turn.Order.Rule, turn.Order.RuleVersion) = (null, null);
        turn.GiveLead(request.Unit, request.Complex, compulsory: false);
        turn.SetAssists(request.Assists ?? []);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit that leads from now on.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Assists">The assisting units from now on; those that are there already go on undisturbed.</param>
    /// <param name="Complex">A complex matter, with the policy's longer limit.</param>
    public sealed record Request(
        int Version, OrganisationId Unit, [Required, StringLength(500, MinimumLength = 2)] string Reason,
        [MaxLength(10)] IReadOnlyList<OrganisationId>? Assists = null, bool Complex = false);
}
