using System.Threading.Channels;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>A call of a source; with an empty call, the source itself.</summary>
internal readonly record struct CallKey(string Source, string Call);

/// <summary>
/// The calls of this host that have something to apply. Each is worked on by one worker at a time; what comes meanwhile makes
/// it ready once more.
/// </summary>
internal sealed class ReadyCalls(TimeProvider clock)
{
    private readonly Channel<CallKey> ready = Channel.CreateUnbounded<CallKey>();
    private readonly Lock gate = new();

    // In here means waiting or being worked on; true means once more afterwards.
    private readonly Dictionary<CallKey, bool> known = [];

    /// <summary>Has the call looked at.</summary>
    internal void Add(CallKey key)
    {
        lock (gate)
        {
            if (known.TryGetValue(key, out _))
            {
                known[key] = true;
                return;
            }

            known.Add(key, false);
        }

        ready.Writer.TryWrite(key);
    }

    /// <summary>Has the call looked at after a while. It may be forgotten when the host ends; the sweep finds it then.</summary>
    internal void AddAfter(CallKey key, TimeSpan delay) =>
        _ = Task.Delay(delay, clock).ContinueWith(
            _ => Add(key), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The next call; to be given back with <see cref="Done"/>.</summary>
    internal async ValueTask<CallKey> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await ready.Reader.ReadAsync(cancellationToken);
        lock (gate)
        {
            // Whatever was added up to now will be seen.
            known[key] = false;
        }

        return key;
    }

    /// <summary>Says that the work on a call is over.</summary>
    internal void Done(CallKey key)
    {
        lock (gate)
        {
            if (!known[key])
            {
                known.Remove(key);
                return;
            }

            known[key] = false;
        }

        ready.Writer.TryWrite(key);
    }
}
