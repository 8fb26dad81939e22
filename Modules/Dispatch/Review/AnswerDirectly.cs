using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class AnswerDirectly
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/answer-directly", Handle)
        .ForAct(Act.AnswerDirectly, "AnswerDirectly", "The hotline answers by itself, without sending the order to a unit (直接答复).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.AnswerDirectly, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        (turn.Order.PublicAnswer, turn.Order.RepliedAt) = (request.PublicAnswer, turn.At);
        turn.AnswerCitizens();
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="PublicAnswer">What the citizen is told; it names nobody.</param>
    public sealed record Request(int Version, [Required, StringLength(4000, MinimumLength = 2)] string PublicAnswer);
}
