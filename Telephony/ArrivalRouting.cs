using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;
using ContactCenter.Telephony.Lines;

namespace ContactCenter.Telephony;

/// <summary>Routes what adapters report by the line registry of the day.</summary>
internal sealed class ArrivalRouting(LineRegistry lines) : IArrivalRouting
{
    public async ValueTask<CallArrived> RouteAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var routed = await lines.RouteAsync(
            new IncomingCall(
                arrival.Dialled, arrival.Caller, arrival.Stamp.At, arrival.HistoryInfo, arrival.Diversion, arrival.CalledParty),
            cancellationToken);
        return new CallArrived(
            arrival.Stamp, arrival.Call, arrival.Leg, routed.Caller, routed.Dialled, routed.Route);
    }
}
