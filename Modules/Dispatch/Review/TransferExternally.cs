using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class TransferExternally
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/transfer-externally", Handle)
        .ForAct(
            Act.TransferExternally, "TransferExternally",
            "Hands the matter to 110, 119, 120, 122 or another platform, which is recorded with its own number; the order ends (转出).");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.TransferExternally, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        turn.Reason = request.Reason;
        turn.Details["receiver"] = request.Receiver;
        turn.Details["externalNumber"] = request.ExternalNumber;
        turn.Settle(OrderState.Transferred, "transferred");
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Receiver">Who takes it: <c>110</c>, or a platform's name.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ExternalNumber">The receiver's number of it, where there is one.</param>
    public sealed record Request(
        int Version, [Required, StringLength(100, MinimumLength = 2)] string Receiver,
        [Required, StringLength(500, MinimumLength = 2)] string Reason, [StringLength(100)] string? ExternalNumber = null);
}
