using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class ReportInterim
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/interim-report", Handle)
        .ForAct(Act.ReportInterim, "ReportInterim", "The lead unit says how far it is (中途汇报、阶段反馈).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.ReportInterim, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        turn.Reason = request.InternalText;
        turn.Details["contactedCitizen"] = request.ContactedCitizen;
        turn.Order.LeadPart!.State = AssignmentState.Working;
        turn.Go(OrderState.InProgress);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="InternalText">What was done so far and what comes.</param>
    /// <param name="ContactedCitizen">Whether the unit has spoken with the citizen.</param>
    public sealed record Request(
        int Version, [Required, StringLength(2000, MinimumLength = 2)] string InternalText, bool ContactedCitizen = false);
}
