using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Joint;

/// <summary>What whoever gave a part to a unit does about it: judge its return, ask for more, take it back.</summary>
internal static class GuidePart
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/parts/{part:guid}/decide-return", Decide)
            .ForAct(
                Act.DecidePartReturn, "DecidePartReturn",
                "Judges the return of a part: upheld, the unit is released; refused, it has to do it (审核协办退单). For an assisting unit the hotline, for a sub-unit the unit above.");
        routes.MapPost("/orders/{id}/parts/{part:guid}/send-back", SendBack)
            .ForAct(Act.SendPartBack, "SendPartBack", "Asks a unit that has answered for more, within the limit it had (退回补充).");
        routes.MapPost("/orders/{id}/parts/{part:guid}/release", Release)
            .ForAct(Act.ReleasePart, "ReleasePart", "Takes a part from its unit, and from the units below it (解除协办).");
    }

    private static Task<ActAnswer> Decide([AsParameters] ActCall call, Guid part, DecideRequest request) =>
        call.RunAsync(Act.DecidePartReturn, request.Version, turn => Apply(turn, part, request));

    private static Task<ActAnswer> SendBack([AsParameters] ActCall call, Guid part, SendBackRequest request) =>
        call.RunAsync(Act.SendPartBack, request.Version, turn => Apply(turn, part, request));

    private static Task<ActAnswer> Release([AsParameters] ActCall call, Guid part, ReleaseRequest request) =>
        call.RunAsync(Act.ReleasePart, request.Version, turn => Apply(turn, part, request));

    internal static Refusal? Apply(Turn turn, Guid id, DecideRequest request)
    {
        var asked = turn.Order.Open(MatterKind.PartReturn).FirstOrDefault(matter => matter.Assignment == id);
        if (asked is null || !turn.Order.MayDecide(turn.Moment.Actor, asked))
        {
            return new("nothing-returned", "该协办任务没有待您审核的退单。");
        }

        var part = turn.Order.Assignments.Find(one => one.Id == id)!;
        turn.Reason = request.Reason;
        turn.Details["part"] = id;
        turn.Details["upheld"] = request.Uphold;
        asked.Decide(request.Uphold ? MatterState.Granted : MatterState.Refused, request.Reason, turn.Moment);
        if (request.Uphold)
        {
            turn.Release(part);
        }
        else
        {
            part.State = asked.Word == AssignmentState.Sent.Word() ? AssignmentState.Sent
                : asked.Word == AssignmentState.Signed.Word() ? AssignmentState.Signed
                : AssignmentState.Working;
        }

        return null;
    }

    internal static Refusal? Apply(Turn turn, Guid id, SendBackRequest request)
    {
        if (turn.Order.Parts.FirstOrDefault(one => one.Id == id) is not { State: AssignmentState.Replied } part
            || !turn.Order.MayAskAgain(turn.Moment.Actor, part))
        {
            return new("no-part-replied", "该协办任务不是已答复状态,或不由您管理,不能退回补充。");
        }

        turn.Reason = request.Reason;
        turn.Details["part"] = id;
        part.State = AssignmentState.Working;
        turn.Begun.Add((part, turn.LimitsOf(part.Org).Rework));
        return null;
    }

    internal static Refusal? Apply(Turn turn, Guid id, ReleaseRequest request)
    {
        if (turn.Order.Parts.FirstOrDefault(one => one.Id == id) is not { } part || !turn.Order.MayRelease(turn.Moment.Actor, part))
        {
            return new("no-such-part", "没有这项协办任务,或不由您管理,不能解除。");
        }

        turn.Reason = request.Reason;
        turn.Details["part"] = id;
        turn.Release(part);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Uphold">Whether the unit is right.</param>
    /// <param name="Reason">Why, or why not.</param>
    public sealed record DecideRequest(int Version, bool Uphold, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">What is missing.</param>
    public sealed record SendBackRequest(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why.</param>
    public sealed record ReleaseRequest(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
