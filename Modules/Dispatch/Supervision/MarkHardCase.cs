using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

internal static class MarkHardCase
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/mark-hard", Mark)
            .ForAct(Act.MarkHard, "MarkHardCase", "Marks an order as a hard case (疑难工单).");
        routes.MapPost("/orders/{id}/clear-hard", Clear)
            .ForAct(Act.ClearHard, "ClearHardCase", "Takes the mark of a hard case away (取消疑难).");
    }

    private static Task<ActAnswer> Mark([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.MarkHard, request.Version, turn => Apply(turn, request.Reason, hard: true));

    private static Task<ActAnswer> Clear([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.ClearHard, request.Version, turn => Apply(turn, request.Reason, hard: false));

    internal static Refusal? Apply(Turn turn, string reason, bool hard)
    {
        turn.Reason = reason;
        turn.Order.Hard = hard;
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
