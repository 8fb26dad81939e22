using System.Diagnostics;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.RealCalls;

/// <summary>Everything an adapter said, in order; a test waits for what must come.</summary>
internal sealed class Heard : IExchangeListener
{
    private readonly Lock gate = new();
    private readonly List<object> said = [];

    internal IReadOnlyList<CallSignal> Signals
    {
        get
        {
            lock (gate)
            {
                return [.. said.OfType<CallSignal>()];
            }
        }
    }

    public ValueTask HearAsync(CallSignal signal, CancellationToken cancellationToken) => Keep(signal);

    public ValueTask HearAsync(Arrival arrival, CancellationToken cancellationToken) => Keep(arrival);

    /// <summary>The first that fits, said already or within the time.</summary>
    internal async Task<T> NextAsync<T>(Func<T, bool>? fits = null, double withinSeconds = 5)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            lock (gate)
            {
                if (said.OfType<T>().Where(one => fits?.Invoke(one) ?? true).Take(1).ToArray() is [var found])
                {
                    return found;
                }
            }

            if (Stopwatch.GetElapsedTime(began).TotalSeconds > withinSeconds)
            {
                throw new TimeoutException($"No such {typeof(T).Name}; said was: {this}");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>The kinds of what was said of one call, in order.</summary>
    internal string[] Story(string call)
    {
        lock (gate)
        {
            return [.. said.Where(one => (one as CallSignal)?.Call == call || (one as Arrival)?.Call == call).Select(Name)];
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return string.Join(", ", said.Select(one => $"{Name(one)} {(one as CallSignal)?.Stamp.Id ?? (one as Arrival)?.Stamp.Id}"));
        }
    }

    private ValueTask Keep(object one)
    {
        lock (gate)
        {
            said.Add(one);
        }

        return ValueTask.CompletedTask;
    }

    private static string Name(object one) => one.GetType().Name;
}
