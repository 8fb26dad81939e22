using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Lines;

namespace ContactCenter.Telephony.Exchange;

/// <summary>Routes arrivals by the line registry.</summary>
internal sealed class RegistryRouting(LineRegistry registry) : IArrivalRouting
{
    /// <inheritdoc/>
    public async ValueTask<CallArrived> RouteAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var routed = await registry.RouteAsync(
            new IncomingCall(
                arrival.Dialled, arrival.Caller, arrival.Stamp.At, arrival.HistoryInfo, arrival.Diversion, arrival.CalledParty),
            cancellationToken);
        return new CallArrived(arrival.Stamp, arrival.Call, arrival.Leg, routed.Caller, routed.Dialled, routed.Route);
    }
}
