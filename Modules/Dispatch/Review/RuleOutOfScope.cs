using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class RuleOutOfScope
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/rule-out-of-scope", Handle)
        .ForAct(
            Act.RuleOutOfScope, "RuleOutOfScope",
            "Finds the matter out of scope: the citizen is told the statutory route, which is recorded; the order ends (不予受理).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.RuleOutOfScope, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        turn.Reason = request.Reason;
        turn.Details["statutoryRoute"] = request.StatutoryRoute;
        turn.Order.PublicAnswer = request.StatutoryRoute;
        turn.Settle(OrderState.OutOfScope, "out-of-scope");
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="StatutoryRoute">Where the citizen can turn to: litigation, reconsideration, petition …</param>
    /// <param name="Reason">Why it is out of scope.</param>
    public sealed record Request(
        int Version, [Required, StringLength(1000, MinimumLength = 2)] string StatutoryRoute,
        [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
