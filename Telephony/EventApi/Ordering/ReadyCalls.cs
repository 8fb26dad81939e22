namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>A call of a source; with an empty call, the source itself.</summary>
internal readonly record struct CallKey(string Source, string Call);

/// <summary>
/// The calls of this host that have something to apply. Each is worked on by one worker at a time; what comes meanwhile makes
/// it ready once more. Sources take turns, so that one that catches up after an outage does not hold up the others.
/// </summary>
internal sealed class ReadyCalls(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim ready = new(0);
    private readonly Lock gate = new();

    // In here means waiting or being worked on; true means once more afterwards.
    private readonly Dictionary<CallKey, bool> known = [];
    private readonly Dictionary<string, Queue<CallKey>> bySource = new(StringComparer.Ordinal);

    // Sources that have something waiting, the one whose turn it is first.
    private readonly Queue<string> turns = [];

    /// <summary>Has the call looked at.</summary>
    internal void Add(CallKey key)
    {
        lock (gate)
        {
            if (!known.TryAdd(key, false))
            {
                known[key] = true;
                return;
            }

            Enqueue(key);
        }

        ready.Release();
    }

    /// <summary>Has the call looked at after a while. It may be forgotten when the host ends; the sweep finds it then.</summary>
    internal void AddAfter(CallKey key, TimeSpan delay) =>
        _ = Task.Delay(delay, clock).ContinueWith(
            _ => Add(key), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The next call; to be given back with <see cref="Done"/>.</summary>
    internal async ValueTask<CallKey> TakeAsync(CancellationToken cancellationToken)
    {
        await ready.WaitAsync(cancellationToken);
        lock (gate)
        {
            var source = turns.Dequeue();
            var waiting = bySource[source];
            var key = waiting.Dequeue();
            if (waiting.Count > 0)
            {
                turns.Enqueue(source);
            }
            else
            {
                bySource.Remove(source);
            }

            // Whatever was added up to now will be seen.
            known[key] = false;
            return key;
        }
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
            Enqueue(key);
        }

        ready.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => ready.Dispose();

    private void Enqueue(CallKey key)
    {
        if (!bySource.TryGetValue(key.Source, out var waiting))
        {
            bySource[key.Source] = waiting = new Queue<CallKey>();
            turns.Enqueue(key.Source);
        }

        waiting.Enqueue(key);
    }
}
