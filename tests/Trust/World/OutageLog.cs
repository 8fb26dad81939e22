using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>When there was no database or no host to do anything in time.</summary>
internal sealed class OutageLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTime> open = [];
    private readonly List<Outage> closed = [];

    internal IReadOnlyList<Outage> All
    {
        get
        {
            lock (gate)
            {
                return [.. closed, .. open.Select(one => new Outage(one.Key, one.Value, Clock.Now))];
            }
        }
    }

    internal void Begin(string what)
    {
        lock (gate)
        {
            open.TryAdd(what, Clock.Now);
        }
    }

    internal void Note(string what, DateTime from, DateTime to)
    {
        lock (gate)
        {
            closed.Add(new Outage(what, from, to));
        }
    }

    internal void End(string what)
    {
        lock (gate)
        {
            if (open.Remove(what, out var began))
            {
                closed.Add(new Outage(what, began, Clock.Now));
            }
        }
    }
}
