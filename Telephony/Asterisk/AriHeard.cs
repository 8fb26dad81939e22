using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>What one message of Asterisk comes to: signals, in order, and what must be asked of Asterisk because of it.</summary>
internal sealed class AriHeard
{
    internal List<AriSaid> Said { get; } = [];

    internal List<AriRequest> Chores { get; } = [];

    internal void Add(CallSignal signal) => Said.Add(new AriSaid(signal, null));

    internal void Add(Arrival arrival) => Said.Add(new AriSaid(null, arrival));

    internal void Clear()
    {
        Said.Clear();
        Chores.Clear();
    }
}

/// <summary>A signal, or an arrival that still needs its route.</summary>
internal readonly record struct AriSaid(CallSignal? Signal, Arrival? Arrival);
