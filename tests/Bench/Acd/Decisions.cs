namespace ContactCenter.Bench.Acd;

/// <summary>What a run came to; delays in milliseconds.</summary>
/// <param name="Calls">Calls that arrived.</param>
/// <param name="Served">Calls that an agent's phone answered.</param>
/// <param name="LongestWait">From a call's arrival to an agent's phone, the longest of those that came to one.</param>
/// <param name="Idle">Call arrives → agent's phone is called, where an agent was idle for it.</param>
/// <param name="Next">Agent hangs up → the next waiting caller is at the same agent's phone.</param>
internal sealed record Decisions(
    int Calls, int Served, TimeSpan LongestWait, IReadOnlyList<double> Idle, IReadOnlyList<double> Next)
{
    // Agents talk for seconds and callers come as fast as they are served: who waits longer stands in a queue that only grows.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Processor time of everything the run needed.</summary>
    internal ProcessorTime Spent { get; init; } = new(0, 0, 0, 0);

    /// <summary>No call was lost, and none waited for longer than a queue that does not grow lets it.</summary>
    internal bool IsSustained => Served == Calls && LongestWait <= Patience;

    /// <summary>One line for the eyes while it runs.</summary>
    public override string ToString() =>
        $"served {Served}/{Calls}, longest wait {LongestWait.TotalSeconds:0.0} s, idle agent {Figures(Idle)} ms (n={Idle.Count}), " +
        $"free → next {Figures(Next)} ms (n={Next.Count}), ms of processor a call: {Spent.For(Calls)}";

    /// <summary>p50, p95 and p99, or a dash.</summary>
    internal static string Figures(IReadOnlyList<double> values) => values.Count == 0
        ? "–"
        : $"{At(values, 0.5):0.0} / {At(values, 0.95):0.0} / {At(values, 0.99):0.0}";

    /// <summary>The delay that this part of all did not exceed.</summary>
    internal static double At(IReadOnlyList<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
