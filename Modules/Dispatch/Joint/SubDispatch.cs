using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Joint;

internal static class SubDispatch
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/sub-dispatch", Handle)
        .ForAct(
            Act.SubDispatch, "SubDispatch",
            "A unit gives its part, or a piece of it, to a unit below it with a limit of its own, which never ends after its own (加派、下派).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.SubDispatch, request.Version, turn => Apply(turn, request), [request.Unit]);

    internal static Refusal? Apply(Turn turn, Request request)
    {
        var part = turn.Order.PartOf(turn.Unit)!;
        if (turn.Order.PartOf(request.Unit) is not null)
        {
            return new("already-takes-part", "该单位已承担本单任务,无需重复加派。");
        }

        if (turn.Ground.Find(request.Unit) is null || !turn.Ground.IsUnder(request.Unit, part.Org))
        {
            return new("not-below", "只能加派给本单位的下级单位,请从本单位的下级中选择。");
        }

        turn.Reason = request.Note;
        turn.Details["unit"] = request.Unit;
        turn.Details["amount"] = request.Amount;
        turn.Details["limitUnit"] = request.LimitUnit.InJson();
        turn.AddPart(
            request.Unit, AssignmentRole.Sub, part.Id, new Limit(request.Amount, request.LimitUnit, $"sub-dispatch:{part.Id}"));
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit below.</param>
    /// <param name="Amount">How long it has.</param>
    /// <param name="LimitUnit">Of what.</param>
    /// <param name="Note">What it is to do.</param>
    public sealed record Request(
        int Version, OrganisationId Unit, [Range(1, 10000)] int Amount, LimitUnit LimitUnit, [StringLength(500)] string? Note = null);
}
