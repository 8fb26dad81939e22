using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

/// <summary>督办: by telephone, in writing or by a reminder letter, each with a deadline and the unit's answer.</summary>
internal static class SuperviseOrder
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/supervise", Supervise)
            .ForAct(Act.Supervise, "SuperviseOrder", "Supervises a unit: 电话催办, 督办单 or 工作提醒函, to be answered by a deadline.");
        routes.MapPost("/orders/{id}/answer-supervision", Answer)
            .ForAct(Act.AnswerSupervision, "AnswerSupervision", "The supervised unit answers (回复督办).");
        routes.MapPost("/orders/{id}/urge", Urge)
            .ForAct(Act.Urge, "UrgeOrder", "Urges whoever has the order, for the citizen or the hotline; counted (催办).");
    }

    private static Task<ActAnswer> Supervise([AsParameters] ActCall call, SuperviseRequest request) =>
        call.RunAsync(Act.Supervise, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Answer([AsParameters] ActCall call, AnswerRequest request) =>
        call.RunAsync(Act.AnswerSupervision, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Urge([AsParameters] ActCall call, UrgeRequest request) =>
        call.RunAsync(Act.Urge, request.Version, turn => ApplyUrge(turn, request.Note));

    internal static Refusal? Apply(Turn turn, SuperviseRequest request)
    {
        if (request.DueAt <= turn.At)
        {
            return new("deadline-past", "督办期限须在将来。");
        }

        var part = request.Unit is { } unit ? turn.Order.PartOf(unit) : turn.Order.LeadPart;
        if (part is null)
        {
            return new("not-its-order", "该单位没有承担本单任务,请选择主办或协办单位。");
        }

        turn.Reason = request.Reason;
        turn.Details["instrument"] = request.Instrument.InJson();
        turn.Details["unit"] = part.Org;
        turn.Details["dueAt"] = request.DueAt;
        turn.Ask(Matter.New(
            MatterKind.Supervision, turn.Moment, request.Reason, part, word: request.Instrument.Word(), dueAt: request.DueAt));
        return null;
    }

    internal static Refusal? Apply(Turn turn, AnswerRequest request)
    {
        var asked = turn.Order.Open(MatterKind.Supervision)
            .Where(matter => matter.Org == turn.Unit && (request.Matter is null || matter.Id == request.Matter))
            .OrderBy(matter => matter.AskedAt)
            .FirstOrDefault();
        if (asked is null)
        {
            return new("not-supervised", "没有这份需要贵单位回复的督办。");
        }

        turn.Reason = request.InternalText;
        turn.Details["matter"] = asked.Id;
        asked.Decide(MatterState.Answered, request.InternalText, turn.Moment);
        return null;
    }

    internal static Refusal? ApplyUrge(Turn turn, string? note)
    {
        turn.Reason = note;
        turn.Order.Urges++;
        turn.Details["urges"] = turn.Order.Urges;
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Instrument">How it is supervised.</param>
    /// <param name="DueAt">By when the unit answers.</param>
    /// <param name="Reason">What is wrong and what is to be done.</param>
    /// <param name="Unit">The unit; the lead where none is named.</param>
    public sealed record SuperviseRequest(
        int Version, Instrument Instrument, DateTimeOffset DueAt, [Required, StringLength(1000, MinimumLength = 2)] string Reason,
        OrganisationId? Unit = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="InternalText">What the unit has done.</param>
    /// <param name="Matter">Which supervision; the oldest open one of the unit where none is named.</param>
    public sealed record AnswerRequest(
        int Version, [Required, StringLength(2000, MinimumLength = 2)] string InternalText, Guid? Matter = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Note">What the citizen says, without anything that identifies them.</param>
    public sealed record UrgeRequest(int Version, [StringLength(500)] string? Note = null);

    /// <summary>How it is supervised.</summary>
    internal enum Instrument
    {
        /// <summary>电话催办.</summary>
        PhoneUrge,

        /// <summary>督办单.</summary>
        WrittenOrder,

        /// <summary>工作提醒函.</summary>
        ReminderLetter,
    }
}
