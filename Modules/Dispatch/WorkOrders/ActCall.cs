using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>A request to act on an order, apart from the act's own body.</summary>
internal sealed record ActCall
{
    [FromRoute]
    public WorkOrderId Id { get; init; }

    /// <summary>Chosen by the caller; a repeat with the same key is answered as the first time and does nothing more.</summary>
    [FromHeader(Name = "Idempotency-Key")]
    public string? Key { get; init; }

    public required HttpContext Http { get; init; }

    [FromServices]
    public required OrderTurns Turns { get; init; }

    [FromServices]
    public required Actors Actors { get; init; }

    internal CancellationToken CancellationToken => Http.RequestAborted;

    /// <summary>Has the act done by the person who asks.</summary>
    /// <param name="act">The act.</param>
    /// <param name="version">The order's version that the person saw.</param>
    /// <param name="apply">The act's own rule: changes the order in memory, or says why not.</param>
    /// <param name="units">Units named in the body, whose limits the act may need.</param>
    /// <param name="complex">Whether the matter is complex, where the act says so.</param>
    internal async Task<ActAnswer> RunAsync(
        Act act, int version, Func<Turn, Refusal?> apply, IEnumerable<OrganisationId>? units = null, bool? complex = null)
    {
        if (Key is { Length: > 80 or 0 })
        {
            return TypedResults.Problem(title: "Idempotency-Key 须为 1–80 个字符。", statusCode: StatusCodes.Status400BadRequest);
        }

        var actor = await Actors.OfAsync(Http.User, CancellationToken);
        return await Turns.RunAsync(
            new OrderTurns.Ask(Id, act, actor, version, Key, [.. units ?? []], complex), apply, CancellationToken) switch
        {
            { Order: { } order } => TypedResults.Ok(order),
            { Refusal: { } refusal } => refusal.ToProblem(),
            _ => TypedResults.NotFound(),
        };
    }
}

/// <summary>How an act's endpoint is described and guarded: by its line of the machine.</summary>
internal static class ActEndpoints
{
    internal static void ForAct(this RouteHandlerBuilder endpoint, Act act, string name, string summary)
    {
        var rule = Machine.Of(act);
        var states = rule.Arrows.Select(arrow => arrow.From.Chinese()).Distinct();
        endpoint
            .RequireAuthorization(Legality.RightFor(rule))
            .WithName(name)
            .WithSummary(summary)
            .WithDescription(
                $"{act.Chinese()}:由{string.Join('、', rule.Who.Select(who => who.Chinese()))},在“{string.Join("、", states)}”时可做。"
                + "`version` is the version of the order that the person saw; an older one is refused as `stale-version` with what "
                + "changed since. An act the machine does not allow now is refused with the acts that are `possible`.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
