using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Exchange;

/// <summary>A citizen's call as the trunk described it, word for word; null where it said nothing.</summary>
/// <param name="Stamp">Who said it and when.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Leg">The citizen's leg.</param>
/// <param name="Dialled">The number the call was sent to.</param>
/// <param name="Caller">The calling number.</param>
/// <param name="Diversion">Diversion (RFC 5806).</param>
/// <param name="HistoryInfo">History-Info (RFC 7044).</param>
/// <param name="CalledParty">P-Called-Party-ID (RFC 7315 §4.2).</param>
internal sealed record Arrival(
    Stamp Stamp,
    string Call,
    string Leg,
    string? Dialled,
    string? Caller,
    string? Diversion = null,
    string? HistoryInfo = null,
    string? CalledParty = null);

/// <summary>Decides what shall happen to a call that arrived; the line registry does.</summary>
internal interface IArrivalRouting
{
    /// <summary>The arrival with its numbers normalised and its route. There is a route for every call.</summary>
    ValueTask<CallArrived> RouteAsync(Arrival arrival, CancellationToken cancellationToken);
}
