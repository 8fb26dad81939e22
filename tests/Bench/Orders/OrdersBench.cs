using System.Globalization;
using ContactCenter.Support;

namespace ContactCenter.Bench.Orders;

/// <summary>
/// Work orders at two sizes: how long a page of an inbox, a search and a dashboard take over HTTP when a million and ten million
/// orders are there; how many appeals a second are registered and dispatched; how long the sweep of deadlines and the
/// recomputation after a change of the calendar take with 100,000 orders going on.
/// </summary>
internal static class OrdersBench
{
    private const double InboxGoal = 50;
    private const int Appeals = 3_000;

    // A small server's settings: what fits in memory at the small size does not at the large one.
    private const string Settings = """
        shared_buffers = '1GB'
        effective_cache_size = '8GB'
        random_page_cost = 1.1
        max_wal_size = '8GB'
        checkpoint_timeout = '15min'
        max_connections = 200
        """;

    /// <summary>Arguments: the two sizes (1000000 10000000).</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        int[] sizes = arguments.Length > 0
            ? [.. arguments.Select(size => int.Parse(size, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))]
            : [1_000_000, 10_000_000];
        await using var server = await PostgresServer.StartAsync(Settings, cancellationToken);
        var (through, registered, plain) = await ThroughAsync(server, cancellationToken);

        await using var database = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using var host = await StartHostAsync(database, cancellationToken);
        var generator = new Generator(database.ConnectionString);
        var measured = new List<(int Size, IReadOnlyList<Reading> Readings)>();
        foreach (var size in sizes)
        {
            Console.WriteLine($"Making {size:N0} orders …");
            var took = await generator.FillAsync(size, cancellationToken);
            Console.WriteLine($"{size:N0} orders after {took:0} s:");
            measured.Add((size, await Readings.TakeAsync(host.Address, cancellationToken)));
        }

        var swept = await SweepBench.RunAsync([], cancellationToken);
        var recomputed = await RecomputeBench.RunAsync([], cancellationToken);
        return Report(measured, swept, recomputed, through, registered, plain);
    }

    private static async Task<(double Through, double Registered, double Plain)> ThroughAsync(
        PostgresServer server, CancellationToken cancellationToken)
    {
        await using var database = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using var host = await StartHostAsync(database, cancellationToken);
        await Throughput.RunAsync(host.Address, database.ConnectionString, 100, cancellationToken);   // Warm.
        var plain = await PlainInserts.PerSecondAsync(database.ConnectionString, clients: 8, seconds: 5, cancellationToken);
        var (through, registered) = await Throughput.RunAsync(host.Address, database.ConnectionString, Appeals, cancellationToken);
        Console.WriteLine(
            $"registered → dispatched {through:0}/s (registered alone {registered:0}/s, {Throughput.Agents} agents); plain inserts {plain:0}/s");
        return (through, registered, plain);
    }

    private static Task<HostProcess> StartHostAsync(TestDatabase database, CancellationToken cancellationToken) => HostProcess.StartAsync(
        database.ConnectionString,
        [new("Serilog__MinimumLevel__Default", "Warning"), new("Access__DemonstrationPassword", Desk.Password)],
        cancellationToken);

    private static bool Report(
        List<(int Size, IReadOnlyList<Reading> Readings)> measured, bool swept, bool recomputed, double through, double registered,
        double plain)
    {
        Console.WriteLine();
        Console.WriteLine($"question | {string.Join(" | ", measured.Select(one => $"{one.Size:N0}: p50 / p99 ms"))} | growth of p50, p99");
        for (var row = 0; row < measured[0].Readings.Count; row++)
        {
            var (first, last) = (measured[0].Readings[row], measured[^1].Readings[row]);
            Console.WriteLine(
                $"{first.Name,-42} | {string.Join(" | ", measured.Select(one => $"{one.Readings[row].P50,8:0.0} / {one.Readings[row].P99,8:0.0}"))} | "
                + $"{last.P50 / first.P50:0.00}, {last.P99 / first.P99:0.00}");
        }

        Console.WriteLine($"registered → dispatched {through:0}/s, registered {registered:0}/s, plain inserts of the same PostgreSQL {plain:0}/s");
        var worst = measured.SelectMany(one => one.Readings.Where(reading => reading.Inbox)).MaxBy(reading => reading.P99)!;
        var growth = Enumerable.Range(0, measured[0].Readings.Count).Where(row => measured[0].Readings[row].Inbox)
            .Max(row => measured[^1].Readings[row].P99 / measured[0].Readings[row].P99);
        var met = worst.P99 < InboxGoal && swept && recomputed;
        Console.WriteLine(
            $"orders: {(met ? "met" : "missed")} – p99 of an inbox page at most {worst.P99:0.0} ms (goal {InboxGoal}), growing by {growth:0.00} at most; "
            + $"sweep {Word(swept)}, recomputation {Word(recomputed)}; "
            + $"{through:0} registered and dispatched a second");
        return met;
    }

    private static string Word(bool met) => met ? "met" : "missed";
}
