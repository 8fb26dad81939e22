using System.Diagnostics;
using System.Globalization;
using ContactCenter.Support;

namespace ContactCenter.Bench.Push;

/// <summary>
/// From commit to console: every console watches the same topic, in which 200 events a second are committed to PostgreSQL,
/// and has each of them. Beside it, in turns, the same events through a bare WebSocket broadcast to as many consoles, once
/// with what waits put together in one message, which is what the hub is held against, and once with a message for each event.
/// The host, the consoles and PostgreSQL share the machine; where others work on it too, both ways show it.
/// </summary>
internal static class PushBench
{
    private const double GoalMilliseconds = 50;
    private const double GoalRatio = 1.5;

    private static readonly string[] Ways = ["hub", "together", "bare"];

    private static int used = 1;
    private static double perSecond = 200;

    /// <summary>Arguments: rounds (3), seconds of each (10), consoles (200,1000,2000), events a second (200).</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var seconds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10;
        int[] sizes = arguments.Length > 2
            ? [.. arguments[2].Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))]
            : [200, 1000, 2000];
        perSecond = arguments.Length > 3 ? double.Parse(arguments[3], CultureInfo.InvariantCulture) : perSecond;

        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellationToken: cancellationToken);
        var file = Path.GetTempFileName();
        try
        {
            using var times = new CommitTimes(file);
            var results = new List<Result>();
            foreach (var size in sizes)
            {
                results.Add(await MeasureAsync(database, file, times, size, rounds, seconds, cancellationToken));
            }

            return Report(results);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Result> MeasureAsync(
        TestDatabase database, string file, CommitTimes times, int consoles, int rounds, int seconds, CancellationToken cancellationToken)
    {
        var port = FreePorts.Take();
        using var server = await StartServerAsync(port, database.ConnectionString, file, cancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
            await using var hub = await Swarm.ConnectAsync(port, "/api/live", consoles, times, cancellationToken);
            await using var together = await Swarm.ConnectAsync(port, "/together", consoles, times, cancellationToken);
            await using var bare = await Swarm.ConnectAsync(port, "/bare", consoles, times, cancellationToken);
            var swarms = new Dictionary<string, Swarm> { ["hub"] = hub, ["together"] = together, ["bare"] = bare };
            var figures = Ways.ToDictionary(way => way, _ => new List<Figures>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var way in Ways)
                {
                    var measured = await RunAsync(http, way, swarms[way], consoles, round == 0 ? 10 : seconds, cancellationToken);
                    if (round > 0)
                    {
                        figures[way].Add(measured);
                        Console.WriteLine(
                            $"round {round}, {consoles,4} consoles, {way,-8}: p50 {measured.P50,8:0.0} ms, p99 {measured.P99,8:0.0} ms, " +
                            $"{measured.EventsInMessage:0.0} events in a message, host {measured.MicrosecondsPerMessage:0.0} µs a message, " +
                            $"cores: host {measured.HostCores:0.00}, consoles {measured.ConsoleCores:0.00}; {measured.Lost} lost");
                    }
                }
            }

            return new Result(consoles, figures.ToDictionary(way => way.Key, way => Median(way.Value)));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<Figures> RunAsync(
        HttpClient http, string way, Swarm swarm, int consoles, int seconds, CancellationToken cancellationToken)
    {
        var count = (int)(seconds * perSecond);
        var first = used;
        used += count;
        swarm.Start();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        using var answer = await http.PostAsync(
            new Uri($"/commit?way={way}&first={first}&count={count}&perSecond={perSecond}", UriKind.Relative), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var cpu = double.Parse(await answer.Content.ReadAsStringAsync(cancellationToken), CultureInfo.InvariantCulture);

        // What is on its way is waited for, however long it takes; what never comes is lost.
        var expected = (long)count * consoles;
        for (var last = -1L; swarm.Seen < expected && swarm.Seen != last;)
        {
            last = swarm.Seen;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        var spent = Process.GetCurrentProcess().TotalProcessorTime - own;
        var latencies = swarm.Latencies;
        return new Figures(
            latencies.Within(0.5),
            latencies.Within(0.99),
            (double)swarm.Seen / swarm.Messages,
            cpu * 1e6 / swarm.Messages,
            cpu / seconds,
            spent.TotalSeconds / seconds,
            expected - swarm.Seen);
    }

    private static Figures Median(List<Figures> rounds)
    {
        return new Figures(
            Middle(one => one.P50),
            Middle(one => one.P99),
            Middle(one => one.EventsInMessage),
            Middle(one => one.MicrosecondsPerMessage),
            Middle(one => one.HostCores),
            Middle(one => one.ConsoleCores),
            rounds.Sum(one => one.Lost));

        double Middle(Func<Figures, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
    }

    private static bool Report(List<Result> results)
    {
        Console.WriteLine();
        Console.WriteLine($"Commit to console, {perSecond:0} events/s, each to every console; medians of the rounds.");
        Console.WriteLine("consoles |  hub p50 / p99 ms, µs/msg | bare p50 / p99 ms, µs/msg | p99 ratio | bare, a message for each event");
        foreach (var (consoles, ways) in results)
        {
            var (hub, together, bare) = (ways["hub"], ways["together"], ways["bare"]);
            Console.WriteLine(
                $"{consoles,8} | {hub.P50,9:0.0} / {hub.P99,6:0.0}, {hub.MicrosecondsPerMessage,6:0.0} | {together.P50,9:0.0} / {together.P99,6:0.0}, {together.MicrosecondsPerMessage,6:0.0} " +
                $"| {hub.P99 / together.P99,9:0.00} | {bare.P50,8:0.0} / {bare.P99,8:0.0}, {bare.MicrosecondsPerMessage:0.0}");
        }

        var met = results.TrueForAll(one => one.Ways["hub"] is { Lost: 0, P99: < GoalMilliseconds } hub
            && hub.P99 <= one.Ways["together"].P99 * GoalRatio);
        Console.WriteLine(
            $"push: {(met ? "met" : "missed")} (goal: p99 < {GoalMilliseconds:0} ms and ≤ {GoalRatio} × bare, nothing lost; " +
            string.Join("; ", results.Select(one =>
                $"{one.Consoles}: {one.Ways["hub"].P99:0.0} ms, {one.Ways["hub"].P99 / one.Ways["together"].P99:0.00} ×, {one.Ways["hub"].Lost} lost"))
            + ")");
        return met;
    }

    private static async Task<Process> StartServerAsync(int port, string database, string file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Runtime(), "push-server", port.ToString(CultureInfo.InvariantCulture), database, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        while (await server.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "ready")
            {
                _ = server.StandardOutput.ReadToEndAsync(cancellationToken);
                return server;
            }

            Console.WriteLine(line);
        }

        throw new InvalidOperationException("The server ended at its start.");
    }

    // Started by "dotnet" the process is the runtime, and the program its first argument.
    private static string[] Runtime() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PushBench).Assembly.Location] : [];

    private sealed record Figures(double P50, double P99, double EventsInMessage, double MicrosecondsPerMessage, double HostCores, double ConsoleCores, long Lost);

    private sealed record Result(int Consoles, Dictionary<string, Figures> Ways);
}
