namespace ContactCenter.Trust.World;

/// <summary>
/// Chance that can be had again: everybody and everything in the world throws dice of its own, made of the run's seed and its
/// name, so that no thread's haste changes another's throws.
/// </summary>
internal sealed class Dice
{
    private readonly Lock gate = new();
    private readonly Random random;

    internal Dice(long seed, string name) => random = new Random(Mix(seed, name));

    /// <summary>True in so many of a hundred throws.</summary>
    internal bool Percent(double chance) => Next() * 100 < chance;

    /// <summary>At least the first, less than the second.</summary>
    internal double Between(double from, double to) => from + (Next() * (to - from));

    internal TimeSpan Milliseconds(double from, double to) => TimeSpan.FromMilliseconds(Between(from, to));

    internal int Below(int limit)
    {
        lock (gate)
        {
            return random.Next(limit);
        }
    }

    internal T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    private double Next()
    {
        lock (gate)
        {
            return random.NextDouble();
        }
    }

    // FNV-1a: the runtime's own string hashes differ from process to process.
    private static int Mix(long seed, string name)
    {
        var hash = 2166136261u ^ (uint)seed ^ (uint)(seed >> 32);
        foreach (var character in name)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & int.MaxValue);
    }
}
