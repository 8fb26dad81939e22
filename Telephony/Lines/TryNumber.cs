using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

internal static class TryNumber
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/lines/try", Handle)
        .WithName("TryNumber")
        .WithSummary("Tells what would happen to a call: its number, its line, its route, and why. Nothing is counted or called.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Ok<Response>> Handle(
        Request request, LineRegistry registry, NumberPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        await registry.EnsureLoadedAsync(cancellationToken);
        var at = request.At ?? clock.GetUtcNow();
        var routed = registry.Decide(new IncomingCall(
            request.Dialled, request.Caller, at, request.HistoryInfo, request.Diversion, request.CalledParty));
        return TypedResults.Ok(new Response(
            routed.Dialled,
            routed.Number.IsReadable ? routed.Number : null,
            routed.Caller.Masked,
            routed.DecidedBy,
            routed.Line is { } line ? LineView.Of(line) : null,
            routed.Route,
            [.. Reasons.Of(routed, plan.Dialled(request.Dialled), CityDay.Of(at))]));
    }

    /// <param name="Dialled">What the trunk would send as the number, word for word.</param>
    /// <param name="Caller">What it would send as the caller.</param>
    /// <param name="HistoryInfo">History-Info.</param>
    /// <param name="Diversion">Diversion.</param>
    /// <param name="CalledParty">P-Called-Party-ID.</param>
    /// <param name="At">When the call would arrive; null for now.</param>
    public sealed record Request(
        [StringLength(20_000)] string? Dialled,
        [StringLength(20_000)] string? Caller,
        [StringLength(20_000)] string? HistoryInfo,
        [StringLength(20_000)] string? Diversion,
        [StringLength(20_000)] string? CalledParty,
        DateTimeOffset? At);

    /// <param name="Dialled">What the call would show as dialled.</param>
    /// <param name="Number">The number that decided; null where what was sent names none.</param>
    /// <param name="Caller">The caller, masked; empty where withheld.</param>
    /// <param name="DecidedBy">Where the deciding number was found.</param>
    /// <param name="Line">The line; null where none has the number on that day.</param>
    /// <param name="Route">What would happen.</param>
    /// <param name="Why">Why, one reason after another.</param>
    internal sealed record Response(
        string Dialled, DialledNumber? Number, string Caller, NumberOrigin DecidedBy, LineView? Line, CallRoute Route,
        IReadOnlyList<string> Why);
}
