using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

/// <summary>The closing review (办结审核): is that an answer?</summary>
internal static class ReviewReply
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/accept-reply", Accept)
            .ForAct(
                Act.AcceptReply, "AcceptReply",
                "Accepts the lead's answer: the citizens are told and called back; where nobody is to be called, the order is closed.");
        routes.MapPost("/orders/{id}/send-back", SendBack)
            .ForAct(Act.SendBack, "SendReplyBack", "Sends an insufficient answer back to the lead unit (办结审核退回); its time runs on.");
    }

    private static Task<ActAnswer> Accept([AsParameters] ActCall call, AcceptRequest request) =>
        call.RunAsync(Act.AcceptReply, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> SendBack([AsParameters] ActCall call, SendBackRequest request) =>
        call.RunAsync(Act.SendBack, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, AcceptRequest request)
    {
        turn.Reason = request.Note;
        if (request.PublicAnswer is { } edited)
        {
            turn.Order.PublicAnswer = edited;
            turn.Details["edited"] = true;
        }

        turn.AnswerCitizens();
        return null;
    }

    internal static Refusal? Apply(Turn turn, SendBackRequest request)
    {
        turn.Reason = request.Reason;
        turn.Order.SendBacks++;
        turn.Order.LeadPart!.State = AssignmentState.Working;
        turn.Go(OrderState.InProgress);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="PublicAnswer">The public answer as the hotline worded it; null leaves the unit's.</param>
    /// <param name="Note">A remark.</param>
    public sealed record AcceptRequest(
        int Version, [StringLength(4000, MinimumLength = 2)] string? PublicAnswer = null, [StringLength(500)] string? Note = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reason">What is missing.</param>
    public sealed record SendBackRequest(int Version, [Required, StringLength(500, MinimumLength = 2)] string Reason);
}
