using System.Diagnostics.Metrics;

namespace ContactCenter.Platform.Live;

/// <summary>Counts what tells whether consoles see the truth in time; the meter is <c>ContactCenter.Live</c>.</summary>
internal sealed class LiveMetrics : IDisposable
{
    private readonly Meter meter = new("ContactCenter.Live");
    private readonly Counter<long> snapshotCounter;
    private readonly Counter<long> gapCounter;
    private readonly Counter<long> slowCounter;
    private readonly Counter<long> rescuedCounter;
    private readonly Histogram<double> fanOutTimes;
    private readonly double[] recent = new double[1024];
    private long fanOuts;
    private long snapshots;
    private long gaps;
    private long slow;
    private long rescued;

    public LiveMetrics()
    {
        snapshotCounter = meter.CreateCounter<long>("live.snapshots", description: "Topics sent whole");
        gapCounter = meter.CreateCounter<long>("live.gaps", description: "Topics that consoles asked for again");
        slowCounter = meter.CreateCounter<long>("live.slow_consoles", description: "Consoles dropped, because they took nothing for too long");
        rescuedCounter = meter.CreateCounter<long>("live.rescued", description: "Changes found by the sweep that no host had hinted at");
        fanOutTimes = meter.CreateHistogram<double>(
            "live.fan_out", "ms", "From hearing of a change to having handed it to every console that takes it");
    }

    internal long Snapshots => Interlocked.Read(ref snapshots);

    internal long Gaps => Interlocked.Read(ref gaps);

    internal long SlowDropped => Interlocked.Read(ref slow);

    internal long RescuedBySweep => Interlocked.Read(ref rescued);

    /// <summary>Observes how far consoles are behind, in changes not yet sent.</summary>
    internal void ObserveBehind(Func<long> behind) =>
        meter.CreateObservableGauge("live.behind", behind, description: "Changes not yet sent, over all consoles");

    internal void SnapshotSent() => Count(snapshotCounter, ref snapshots, 1);

    internal void GapRepaired() => Count(gapCounter, ref gaps, 1);

    internal void SlowConsoleDropped() => Count(slowCounter, ref slow, 1);

    internal void Rescued(long rows) => Count(rescuedCounter, ref rescued, rows);

    internal void FannedOut(TimeSpan took)
    {
        fanOutTimes.Record(took.TotalMilliseconds);
        recent[(Interlocked.Increment(ref fanOuts) - 1) % recent.Length] = took.TotalMilliseconds;
    }

    /// <summary>The time in milliseconds within which that share of the last thousand fan-outs was done; 0 before the first.</summary>
    internal double FanOutWithin(double share)
    {
        var sorted = recent[..(int)Math.Min(Interlocked.Read(ref fanOuts), recent.Length)];
        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    public void Dispose() => meter.Dispose();

    private static void Count(Counter<long> counter, ref long total, long by)
    {
        counter.Add(by);
        Interlocked.Add(ref total, by);
    }
}
