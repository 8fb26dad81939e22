using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>What a trunk says about a call that has just arrived, word for word; null where it said nothing.</summary>
/// <param name="Dialled">The number the call was sent to: the request URI's user, or the PBX's own DNIS.</param>
/// <param name="Caller">The calling number, or a whole From or P-Asserted-Identity header value.</param>
/// <param name="At">When it arrived; the registry of that day decides.</param>
/// <param name="HistoryInfo">History-Info (RFC 7044), several header lines joined by commas in their order.</param>
/// <param name="Diversion">Diversion (RFC 5806), several header lines joined by commas in their order.</param>
/// <param name="CalledParty">P-Called-Party-ID (RFC 7315 §4.2).</param>
internal sealed record IncomingCall(
    string? Dialled,
    string? Caller,
    DateTimeOffset At,
    string? HistoryInfo = null,
    string? Diversion = null,
    string? CalledParty = null);

/// <summary>An arrived call with everything an adapter needs for its <see cref="CallArrived"/>.</summary>
/// <param name="Caller">Who calls, normalised.</param>
/// <param name="Dialled">The number as the trunk sent it, without control characters and of bearable length.</param>
/// <param name="Number">The number that decided, in its compared form.</param>
/// <param name="DecidedBy">Where the deciding number was found.</param>
/// <param name="Line">The line, or null where no line has the number on that day.</param>
/// <param name="Route">What shall happen to the call.</param>
internal sealed record RoutedCall(
    PhoneNumber Caller, string Dialled, DialledNumber Number, NumberOrigin DecidedBy, Line? Line, CallRoute Route);

/// <summary>Where the number that decided a call's line was found.</summary>
internal enum NumberOrigin
{
    /// <summary>The number the trunk sent the call to.</summary>
    Dialled,

    /// <summary>History-Info.</summary>
    HistoryInfo,

    /// <summary>Diversion.</summary>
    Diversion,

    /// <summary>P-Called-Party-ID.</summary>
    CalledParty,
}
