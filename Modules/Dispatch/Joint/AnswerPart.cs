using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Joint;

/// <summary>What an assisting or a sub-unit does with its part: sign, answer, give back.</summary>
internal static class AnswerPart
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/part/sign", Sign)
            .ForAct(Act.SignPart, "SignPart", "The person's unit takes its part of a jointly handled order (协办签收).");
        routes.MapPost("/orders/{id}/part/reply", Reply)
            .ForAct(Act.ReplyPart, "ReplyPart", "The person's unit answers for its part, to whom gave it the part (协办答复).");
        routes.MapPost("/orders/{id}/part/interim-report", Report)
            .ForAct(Act.ReportPart, "ReportPart", "The person's unit says how far it is with its part (协办中途汇报).");
        routes.MapPost("/orders/{id}/part/return", Return)
            .ForAct(Act.ReturnPart, "ReturnPart", "The person's unit gives its part back with reason and legal basis (协办退单).");
    }

    private static Task<ActAnswer> Sign([AsParameters] ActCall call, SignRequest request) =>
        call.RunAsync(Act.SignPart, request.Version, ApplySign);

    private static Task<ActAnswer> Reply([AsParameters] ActCall call, ReplyRequest request) =>
        call.RunAsync(Act.ReplyPart, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Report([AsParameters] ActCall call, ReportRequest request) =>
        call.RunAsync(Act.ReportPart, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Return([AsParameters] ActCall call, ReturnRequest request) =>
        call.RunAsync(Act.ReturnPart, request.Version, turn => Apply(turn, request));

    internal static Refusal? ApplySign(Turn turn)
    {
        var part = turn.Order.PartOf(turn.Unit)!;
        (part.State, part.SignedAt) = (AssignmentState.Signed, turn.At);
        return null;
    }

    internal static Refusal? Apply(Turn turn, ReplyRequest request)
    {
        var part = turn.Order.PartOf(turn.Unit)!;
        turn.Answer(part, request.InternalText);
        turn.Reason = request.InternalText;
        turn.Details["evidence"] = request.Evidence ?? [];
        turn.Ended.Add(part.Org);
        return null;
    }

    internal static Refusal? Apply(Turn turn, ReportRequest request)
    {
        turn.Reason = request.InternalText;
        turn.Order.PartOf(turn.Unit)!.State = AssignmentState.Working;
        return null;
    }

    internal static Refusal? Apply(Turn turn, ReturnRequest request)
    {
        var part = turn.Order.PartOf(turn.Unit)!;
        turn.Reason = request.Reason;
        turn.Details["legalBasis"] = request.LegalBasis;
        turn.Ask(Matter.New(
            MatterKind.PartReturn, turn.Moment, request.Reason, part, request.LegalBasis, part.State.Word()));
        part.State = AssignmentState.Returned;
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    public sealed record SignRequest(int Version);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="InternalText">What the unit did; the lead words the one answer to the citizen.</param>
    /// <param name="Evidence">Identifiers of attachments that show it.</param>
    public sealed record ReplyRequest(
        int Version, [Required, StringLength(4000, MinimumLength = 2)] string InternalText,
        [MaxLength(20)] IReadOnlyList<Guid>? Evidence = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="InternalText">What was done so far and what comes.</param>
    public sealed record ReportRequest(int Version, [Required, StringLength(2000, MinimumLength = 2)] string InternalText);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why it is not the unit's.</param>
    /// <param name="LegalBasis">By which law, list of duties or 三定.</param>
    public sealed record ReturnRequest(
        int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason,
        [Required, StringLength(500, MinimumLength = 2)] string LegalBasis);
}
