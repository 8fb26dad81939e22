using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

/// <summary>不合理诉求认定: a unit applies, a supervisor decides; what is found so counts in no rate.</summary>
internal static class FindUnreasonable
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/apply-unreasonable", Ask)
            .ForAct(Act.ApplyUnreasonable, "ApplyUnreasonable", "The lead unit applies to have the appeal found unreasonable, with its grounds.");
        routes.MapPost("/orders/{id}/decide-unreasonable", Decide)
            .ForAct(
                Act.DecideUnreasonable, "DecideUnreasonable",
                "A supervisor finds the appeal unreasonable, which closes the order and takes it out of the rates, or does not.");
    }

    private static Task<ActAnswer> Ask([AsParameters] ActCall call, FindingRequest request) =>
        call.RunAsync(Act.ApplyUnreasonable, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Decide([AsParameters] ActCall call, DecideRequest request) =>
        call.RunAsync(Act.DecideUnreasonable, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, FindingRequest request)
    {
        turn.Reason = request.Reason;
        turn.Details["evidence"] = request.Evidence ?? [];
        turn.Ask(Matter.New(MatterKind.Unreasonable, turn.Moment, request.Reason, turn.Order.LeadPart, request.LegalBasis));
        return null;
    }

    internal static Refusal? Apply(Turn turn, DecideRequest request)
    {
        if (request.Uphold && request.PublicAnswer is null)
        {
            return new("public-answer-missing", "认定为不合理诉求须写明告知市民的公开答复。");
        }

        var asked = turn.Order.Open(MatterKind.Unreasonable).First();
        turn.Reason = request.Reason;
        turn.Details["matter"] = asked.Id;
        turn.Details["upheld"] = request.Uphold;
        asked.Decide(request.Uphold ? MatterState.Granted : MatterState.Refused, request.Reason, turn.Moment);
        if (request.Uphold)
        {
            turn.Order.PublicAnswer = request.PublicAnswer;
            turn.Settle(OrderState.Closed, "unreasonable");
        }

        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">Why it is unreasonable.</param>
    /// <param name="LegalBasis">By which rule.</param>
    /// <param name="Evidence">Identifiers of attachments that show it.</param>
    public sealed record FindingRequest(
        int Version, [Required, StringLength(1000, MinimumLength = 2)] string Reason, [StringLength(500)] string? LegalBasis = null,
        [MaxLength(20)] IReadOnlyList<Guid>? Evidence = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Uphold">Whether it is found unreasonable.</param>
    /// <param name="Reason">Why, or why not.</param>
    /// <param name="PublicAnswer">What the citizen is told; needed where it is upheld.</param>
    public sealed record DecideRequest(
        int Version, bool Uphold, [Required, StringLength(500, MinimumLength = 2)] string Reason,
        [StringLength(4000, MinimumLength = 2)] string? PublicAnswer = null);
}
