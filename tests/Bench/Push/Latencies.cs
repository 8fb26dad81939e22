using System.Diagnostics;

namespace ContactCenter.Bench.Push;

/// <summary>Counts times in steps of 2 %, from a microsecond to minutes; one thread adds.</summary>
internal sealed class Latencies
{
    private static readonly double Step = Math.Log(1.02);

    private readonly long[] counts = new long[1000];

    internal long Count => counts.Sum();

    internal void Add(long ticks)
    {
        var microseconds = Math.Max(1, ticks * 1_000_000.0 / Stopwatch.Frequency);
        counts[Math.Min(counts.Length - 1, (int)(Math.Log(microseconds) / Step))]++;
    }

    /// <summary>The time in milliseconds that this share of all did not exceed.</summary>
    internal double Within(double share)
    {
        var left = Count * share;
        for (var step = 0; step < counts.Length; step++)
        {
            left -= counts[step];
            if (left <= 0)
            {
                return Math.Exp((step + 1) * Step) / 1000;
            }
        }

        return 0;
    }
}
