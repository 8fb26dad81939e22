using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class DecideExtension
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/decide-extension", Handle)
        .ForAct(
            Act.DecideExtension, "DecideExtension",
            "Grants a unit more time, or not (审批延期); a granted extension must be told to the citizen.");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.DecideExtension, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        if (turn.FindOpen(MatterKind.Extension, request.Matter) is not { } asked)
        {
            return new("which-extension", "本单有多份延期申请在审批,请指明是哪一份。");
        }

        turn.Reason = request.Reason;
        turn.Details["matter"] = asked.Id;
        turn.Details["granted"] = request.Grant;
        if (!request.Grant)
        {
            asked.Decide(MatterState.Refused, request.Reason, turn.Moment);
            return null;
        }

        if (turn.Order.Assignments.Find(one => one.Id == asked.Assignment) is not { IsOpen: true } part)
        {
            return new("nothing-to-extend", "该单位已答复或已解除,无需延期;请不予批准。");
        }

        asked.Decide(MatterState.Granted, request.Reason, turn.Moment);
        part.Extensions++;
        turn.RefreshAlert(without: part);
        turn.Extended = (
            turn.Order.WorkClockOf(part)?.Kind ?? (part.IsLead ? ClockKind.Handle : ClockKind.Assist), part.Org,
            new Limit(asked.Amount!.Value, Wording.Read<LimitUnit>(asked.Unit!), $"extension:{asked.Id}"));
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Grant">Whether it is granted.</param>
    /// <param name="Reason">Why, or why not.</param>
    /// <param name="Matter">Which application, where several units have asked.</param>
    public sealed record Request(
        int Version, bool Grant, [Required, StringLength(500, MinimumLength = 2)] string Reason, Guid? Matter = null);
}
