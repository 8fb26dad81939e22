using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Review;

internal static class DispatchOrder
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/dispatch", Handle)
        .ForAct(Act.Dispatch, "DispatchOrder", "Sends a reviewed order to the unit that leads and to assisting units (派单).");

    internal static async Task<ActAnswer> Handle([AsParameters] ActCall call, Request request, CatalogueBook catalogue)
    {
        var suggestion = await call.Turns.SuggestAsync(call.Id, catalogue, call.CancellationToken);
        return await call.RunAsync(
            Act.Dispatch, request.Version, turn => Apply(turn, request, suggestion), [request.Unit, .. request.Assists ?? []],
            request.Complex);
    }

    internal static Refusal? Apply(Turn turn, Request request, Suggestion? suggestion)
    {
        if (turn.WhyNotTo(request.Unit, request.Assists ?? []) is { } refusal)
        {
            return refusal;
        }

        if (suggestion?.Lead == request.Unit)
        {
            (turn.Order.Rule, turn.Order.RuleVersion) = (suggestion.Rule, suggestion.RuleVersion);
            turn.Raised.Add(new RuleUsed(suggestion.Rule, suggestion.RuleVersion, turn.Order.Id, turn.At));
            turn.Details["rule"] = suggestion.Rule;
        }

        turn.Reason = request.Note;
        turn.GiveLead(request.Unit, request.Complex, compulsory: false);
        turn.SetAssists(request.Assists ?? []);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Unit">The unit that leads (主办).</param>
    /// <param name="Assists">Assisting units (协办), each with a deadline of its own; the lead gives the one answer.</param>
    /// <param name="Complex">A complex matter, with the policy's longer limit.</param>
    /// <param name="Note">A remark for the units.</param>
    public sealed record Request(
        int Version, OrganisationId Unit, [MaxLength(10)] IReadOnlyList<OrganisationId>? Assists = null, bool Complex = false,
        [StringLength(500)] string? Note = null);
}
