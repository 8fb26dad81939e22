using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class ArchiveOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/archive", Handle)
        .ForAct(Act.Archive, "ArchiveOrder", "Archives a settled order now; the system does it by itself after the policy's days (归档).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.Archive, request.Version, Apply);

    internal static Refusal? Apply(Turn turn)
    {
        turn.Go(OrderState.Archived);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    public sealed record Request(int Version);
}
