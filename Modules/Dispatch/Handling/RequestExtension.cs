using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class RequestExtension
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/request-extension", Handle)
            .ForAct(
                Act.RequestExtension, "RequestExtension",
                "A unit asks for more time before its own is over (申请延期); how often and how much, the policy limits.");
        routes.MapPost("/orders/{id}/tell-extension", Tell)
            .ForAct(Act.TellExtension, "TellExtension", "Records when and how the citizen was told of an extension (延期告知).");
    }

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, ExtensionRequest request) =>
        call.RunAsync(Act.RequestExtension, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Tell([AsParameters] ActCall call, ToldRequest request) =>
        call.RunAsync(Act.TellExtension, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, ExtensionRequest request)
    {
        var part = turn.Order.PartOf(turn.Unit)!;
        var limits = turn.LimitsOf(part.Org);
        if (part.Extensions >= limits.MaxExtensions)
        {
            return new("extensions-used-up", $"延期最多 {limits.MaxExtensions} 次,次数已用完;请尽快答复,或申请挂账。");
        }

        // A limit no longer than the notice itself may be extended until its end.
        if (turn.Order.WorkClockOf(part) is { } clock && turn.Ground.Before(clock, limits.ExtensionNotice) is var latest
            && latest > clock.StartedAt && turn.At >= latest)
        {
            return new("extension-too-late", $"延期须在到期前 {limits.ExtensionNotice} 申请,现已过申请时间,请抓紧办理并答复。");
        }

        // Never longer than the limit that is extended, where both count in the same unit.
        var original = part.IsLead ? limits.Handle : limits.Assist;
        var most = original.Unit == limits.Extension.Unit ? Math.Min(original.Amount, limits.Extension.Amount) : limits.Extension.Amount;
        if (request.Unit != limits.Extension.Unit || request.Amount > most)
        {
            return new(
                "extension-too-long", $"一次延期最多 {limits.Extension with { Amount = most }},请缩短申请。",
                new Dictionary<string, object?> { ["amount"] = most, ["unit"] = limits.Extension.Unit.InJson() });
        }

        turn.Reason = request.Reason;
        turn.Details["amount"] = request.Amount;
        turn.Details["unit"] = request.Unit.InJson();
        turn.Ask(Matter.New(
            MatterKind.Extension, turn.Moment, request.Reason, part, amount: request.Amount, unit: request.Unit.Word()));
        return null;
    }

    internal static Refusal? Apply(Turn turn, ToldRequest request)
    {
        var told = turn.Order.Matters.Find(matter =>
            matter is { Kind: MatterKind.Extension, State: MatterState.Granted, ToldAt: null })!;
        (told.ToldAt, told.ToldHow) = (turn.At, request.Proof);
        turn.Reason = request.Proof;
        turn.Details["matter"] = told.Id;
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Amount">How much more.</param>
    /// <param name="Unit">Of what; the policy's unit.</param>
    /// <param name="Reason">Why the time does not suffice.</param>
    public sealed record ExtensionRequest(
        int Version, [Range(1, 60)] int Amount, LimitUnit Unit, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Proof">How: a call, a short message, and when.</param>
    public sealed record ToldRequest(int Version, [Required, StringLength(200, MinimumLength = 2)] string Proof);
}
