using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

/// <summary>What cannot be solved for a long time is carried over (挂账), looked at again, and written off (销账).</summary>
internal static class CarryOver
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/carry-over", Carry)
            .ForAct(Act.CarryOver, "CarryOver", "Takes an order off the normal clock until a day on which it is looked at again (挂账).");
        routes.MapPost("/orders/{id}/resume", Resume)
            .ForAct(Act.Resume, "ResumeOrder", "Has a carried-over order handled again within a limit that the supervisor sets (恢复办理).");
        routes.MapPost("/orders/{id}/write-off", WriteOff)
            .ForAct(Act.WriteOff, "WriteOff", "Writes a carried-over order off with its answer; the citizens are called back (销账).");
    }

    private static Task<ActAnswer> Carry([AsParameters] ActCall call, CarryRequest request) =>
        call.RunAsync(Act.CarryOver, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Resume([AsParameters] ActCall call, ResumeRequest request) =>
        call.RunAsync(Act.Resume, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> WriteOff([AsParameters] ActCall call, WriteOffRequest request) =>
        call.RunAsync(Act.WriteOff, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, CarryRequest request)
    {
        if (request.ReviewAt <= turn.At)
        {
            return new("deadline-past", "复查日期须在将来。");
        }

        turn.Reason = request.Reason;
        turn.Details["reviewAt"] = request.ReviewAt;
        turn.Ask(Matter.New(MatterKind.CarryOver, turn.Moment, request.Reason, dueAt: request.ReviewAt));
        turn.Order.LeadPart!.State = AssignmentState.Working;
        turn.Order.Alert = Alert.None;
        turn.Go(OrderState.CarriedOver);
        return null;
    }

    internal static Refusal? Apply(Turn turn, ResumeRequest request)
    {
        turn.Reason = request.Reason;
        turn.Details["amount"] = request.Amount;
        turn.Details["limitUnit"] = request.LimitUnit.InJson();
        End(turn, request.Reason);
        turn.SetLeadToWork(new Limit(request.Amount, request.LimitUnit, "supervisor"));
        return null;
    }

    internal static Refusal? Apply(Turn turn, WriteOffRequest request)
    {
        turn.Reason = request.Reason;
        End(turn, request.Reason);
        (turn.Order.PublicAnswer, turn.Order.RepliedAt) = (request.PublicAnswer, turn.At);
        turn.Answer(turn.Order.LeadPart!, null);
        turn.ReleaseOpenParts();
        turn.AnswerCitizens();
        return null;
    }

    private static void End(Turn turn, string reason)
    {
        foreach (var carried in turn.Order.Open(MatterKind.CarryOver))
        {
            carried.Decide(MatterState.Answered, reason, turn.Moment);
        }
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="ReviewAt">When it is looked at again.</param>
    /// <param name="Reason">Why it cannot be solved now, and what the plan is.</param>
    public sealed record CarryRequest(
        int Version, DateTimeOffset ReviewAt, [Required, StringLength(1000, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Amount">How long the unit has.</param>
    /// <param name="LimitUnit">Of what.</param>
    /// <param name="Reason">What has changed.</param>
    public sealed record ResumeRequest(
        int Version, [Range(1, 1000)] int Amount, LimitUnit LimitUnit, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="PublicAnswer">What the citizens are told.</param>
    /// <param name="Reason">On what grounds.</param>
    public sealed record WriteOffRequest(
        int Version, [Required, StringLength(4000, MinimumLength = 2)] string PublicAnswer,
        [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
