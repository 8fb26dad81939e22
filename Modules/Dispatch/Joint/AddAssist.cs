using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Joint;

internal static class AddAssist
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/add-assist", Handle)
        .ForAct(Act.AddAssist, "AddAssist", "Adds an assisting unit, with a deadline of its own (会办).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.AddAssist, request.Version, turn => Apply(turn, request), [request.Unit]);

    internal static Refusal? Apply(Turn turn, Request request)
    {
        if (turn.Order.PartOf(request.Unit) is not null)
        {
            return new("already-takes-part", "该单位已承担本单任务,无需重复添加。");
        }

        if (turn.WhyNotTo(request.Unit) is { } refusal)
        {
            return refusal;
        }

        turn.Reason = request.Note;
        turn.Details["unit"] = request.Unit;
        turn.AddPart(request.Unit, AssignmentRole.Assist, null, turn.LimitsOf(request.Unit).Assist);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit.</param>
    /// <param name="Note">What it is to do.</param>
    public sealed record Request(int Version, OrganisationId Unit, [StringLength(500)] string? Note = null);
}
