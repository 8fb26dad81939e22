using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Handling;

internal static class SignOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/sign", Handle)
        .ForAct(Act.Sign, "SignOrder", "The lead unit takes the order (签收).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.Sign, request.Version, Apply);

    internal static Refusal? Apply(Turn turn)
    {
        (turn.Order.LeadPart!.State, turn.Order.LeadPart.SignedAt) = (AssignmentState.Signed, turn.At);

        // Late or not, from here on its handling counts.
        turn.RefreshAlert();
        turn.Go(OrderState.Signed);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    public sealed record Request(int Version);
}
