using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class StartHandling
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/start", Handle)
        .ForAct(Act.Start, "StartHandling", "The lead unit begins, having spoken with the citizen or not (开始办理、联系群众).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.Start, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        turn.Reason = request.Note;
        turn.Details["contactedCitizen"] = request.ContactedCitizen;
        turn.Order.LeadPart!.State = AssignmentState.Working;
        turn.Go(OrderState.InProgress);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="ContactedCitizen">Whether the unit has spoken with the citizen.</param>
    /// <param name="Note">A remark.</param>
    public sealed record Request(int Version, bool ContactedCitizen = false, [StringLength(500)] string? Note = null);
}
