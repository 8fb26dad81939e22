namespace ContactCenter.Bench.Orders;

/// <summary>A sweep over a hundred thousand open clocks beside one plain update of as many rows as it told of.</summary>
internal static class SweepBench
{
    private const int Rounds = 5;

    // About what falls due in an hour of a city's worst day.
    private const int Due = 1000;

    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(1);

    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        await using var ground = await SweepGround.MakeAsync(cancellationToken);
        await ground.Sweep.RunAsync(cancellationToken);     // Warm.
        var (quiet, busy) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            quiet.Add(await SweepGround.TimedAsync(() => ground.Sweep.RunAsync(cancellationToken), 0));
            await MakeDueAsync(ground, Due, cancellationToken);
            busy.Add(await SweepGround.TimedAsync(() => ground.Sweep.RunAsync(cancellationToken), 2 * Due));
        }

        // After an outage everything may be due at once: each clock is warned of and called overdue, in batches.
        await MakeDueAsync(ground, SweepGround.Clocks, cancellationToken);
        var plain = await ground.PlainUpdateAsync("overdue_at = now()", cancellationToken);
        var flood = await SweepGround.TimedAsync(() => ground.Sweep.RunAsync(cancellationToken), 2 * SweepGround.Clocks);

        Console.WriteLine($"{SweepGround.Clocks} open clocks                     | seconds");
        Console.WriteLine($"a sweep that finds nothing due         | {Median(quiet).TotalSeconds:0.0000}");
        Console.WriteLine($"a sweep that tells of {Due,6} (x2)      | {Median(busy).TotalSeconds:0.000}");
        Console.WriteLine($"a sweep that tells of {SweepGround.Clocks,6} (x2)      | {flood.TotalSeconds:0.0}");
        Console.WriteLine($"a plain update of {SweepGround.Clocks,6} rows          | {plain.TotalSeconds:0.0}");
        var met = busy.Max() < Goal && quiet.Max() < Goal;
        Console.WriteLine(
            $"orders-sweep: {(met ? "met" : "missed")} – slowest of {Rounds}: {busy.Max().TotalMilliseconds:0} ms with {2 * Due} notices, "
            + $"{quiet.Max().TotalMilliseconds:0.0} ms with none, goal {Goal.TotalSeconds:0} s; all due at once {flood.TotalSeconds:0.0} s "
            + $"({flood / plain:0.0} × a plain update)");
        return met;
    }

    // The first so many that nobody was told of; they were due a moment ago.
    private static Task<int> MakeDueAsync(SweepGround ground, int clocks, CancellationToken cancellationToken) => ground.ExecuteAsync(
        $"""
        update dispatch.clocks
        set due_at = now() - interval '1 second', warn_at = now() - interval '2 seconds', warned_at = null, overdue_at = null
        where id in (select id from dispatch.clocks order by overdue_at is not null, id limit {clocks})
        """,
        cancellationToken);

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
