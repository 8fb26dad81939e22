using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class ReplyToOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/reply", Handle)
        .ForAct(
            Act.Reply, "ReplyToOrder",
            "The lead unit answers for all: the public answer for the citizen apart from what the hotline alone reads (答复). "
            + "Refused while parts of the order are open.");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.Reply, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        var order = turn.Order;
        if (!request.Solved && string.IsNullOrWhiteSpace(request.WhyUnsolved))
        {
            return new("why-unsolved", "未解决的诉求须说明未解决原因。");
        }

        (order.PublicAnswer, order.InternalAnswer, order.RepliedAt) = (request.PublicAnswer, request.InternalText, turn.At);
        turn.Answer(order.LeadPart!, request.InternalText);
        turn.Reason = request.WhyUnsolved;
        turn.Details["true"] = request.True;
        turn.Details["solved"] = request.Solved;
        turn.Details["contactedCitizen"] = request.ContactedCitizen;
        turn.Details["evidence"] = request.Evidence ?? [];
        turn.Go(OrderState.FinishReview);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="PublicAnswer">公开答复: what the citizen is told; it names nobody.</param>
    /// <param name="InternalText">办理情况: what was done, for the hotline alone.</param>
    /// <param name="True">诉求是否属实.</param>
    /// <param name="Solved">是否解决.</param>
    /// <param name="ContactedCitizen">是否联系群众.</param>
    /// <param name="WhyUnsolved">未解决原因; needed where it is not solved.</param>
    /// <param name="Evidence">Identifiers of attachments that show it.</param>
    public sealed record Request(
        int Version, [Required, StringLength(4000, MinimumLength = 2)] string PublicAnswer,
        [Required, StringLength(4000, MinimumLength = 2)] string InternalText, bool True = true, bool Solved = true,
        bool ContactedCitizen = false, [StringLength(500)] string? WhyUnsolved = null,
        [MaxLength(20)] IReadOnlyList<Guid>? Evidence = null);
}
