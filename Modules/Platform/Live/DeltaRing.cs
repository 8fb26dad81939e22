namespace ContactCenter.Platform.Live;

/// <summary>The last changes of a topic by number, at most <see cref="Most"/> of them.</summary>
internal sealed class DeltaRing
{
    /// <summary>Enough for a console that was away some seconds at the busiest; one away longer starts from a snapshot.</summary>
    internal const int Most = 512;

    // Most topics are one agent's and see little: the ring grows as it is used.
    private Delta[] deltas = new Delta[16];
    private int count;

    /// <summary>The number of the last change; 0 before the first.</summary>
    internal long Last { get; private set; }

    /// <summary>Whether everything after this number is still here.</summary>
    internal bool Reaches(long number) => number >= Last - count && number <= Last;

    internal void Add(LiveFrameItem item, bool urgent)
    {
        if (count == deltas.Length && count < Most)
        {
            var larger = new Delta[count * 2];
            for (var number = Last - count + 1; number <= Last; number++)
            {
                larger[number % larger.Length] = deltas[number % deltas.Length];
            }

            deltas = larger;
        }

        Last++;
        deltas[Last % deltas.Length] = new Delta(item, urgent);
        count = Math.Min(count + 1, deltas.Length);
    }

    /// <summary>What changed after a number that is <see cref="Reaches">reached</see>: the newest of each key, and all that was urgent.</summary>
    internal List<LiveFrameItem> After(long number)
    {
        var items = new List<LiveFrameItem>((int)(Last - number));
        var keys = new HashSet<string>();
        for (var at = Last; at > number; at--)
        {
            var (item, urgent) = deltas[at % deltas.Length];
            if (keys.Add(item.Key) || urgent)
            {
                items.Add(item);
            }
        }

        items.Reverse();
        return items;
    }

    private readonly record struct Delta(LiveFrameItem Item, bool Urgent);
}
