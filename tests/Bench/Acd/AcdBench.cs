using System.Diagnostics;
using System.Globalization;
using ContactCenter.Support;

namespace ContactCenter.Bench.Acd;

/// <summary>
/// The same load through Asterisk's own app_queue and through this system, on one machine and one Asterisk, in turns: how long
/// a decision takes when an agent is idle, how long a freed agent stands idle while callers wait, and how many calls a second
/// each sustains without losing one.
/// </summary>
internal static class AcdBench
{
    private const string PeerNumber = "700";
    private const string OurNumber = "12345";
    private const int MostAgents = 300;
    private const int FewestCalls = 100;

    // With room, and more than the agents can take. Three hundred agents talk longer, so that what is measured is the time to
    // find the next caller and not which of the two reaches 150 calls a second.
    private static readonly Load[] Loads =
        [new(10, 4, 2), new(10, 6, 2), new(100, 40, 2), new(100, 60, 2), new(300, 40, 6), new(300, 60, 6)];

    private static readonly Load Sustained = new(MostAgents, 0, 2);
    private const double RateStep = 15;
    private const double PeerStart = 105;
    private const double OurStart = 60;
    private const double MostRate = 150;     // More than 300 agents who talk for two seconds can take.

    /// <summary>
    /// Arguments: seconds of load in each run (10), then loads such as <c>100x40x2</c> (agents, calls a second, seconds of talk)
    /// or <c>sustained</c>, to run a part only.
    /// </summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var seconds = arguments is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 10;
        var parts = arguments.Skip(1).ToArray();
        var loads = parts.Length == 0 ? Loads : [.. parts.Where(part => part != "sustained").Select(Load.Parse)];
        await using var floor = await BenchFloor.StartAsync(MostAgents, cancellationToken);
        var rows = new List<Row>();
        await RunOneAsync(floor, OurNumber, new Load(100, 25, 2), 20, cancellationToken);   // Warm: a host runs for months.
        await floor.SettleAsync(cancellationToken);
        foreach (var load in loads)
        {
            var peer = await RunOneAsync(floor, PeerNumber, load, seconds, cancellationToken);
            Console.WriteLine($"{load}, app_queue: {peer}");
            var ours = await RunOneAsync(floor, OurNumber, load, seconds, cancellationToken);
            Console.WriteLine($"{load}, ours:      {ours}");
            rows.Add(new Row(load, peer, ours));
        }

        var isWhole = parts.Length == 0;
        (double Peer, double Ours)? rates = isWhole || parts.Contains("sustained")
            ? (await SustainedAsync(floor, PeerNumber, PeerStart, seconds, cancellationToken),
                await SustainedAsync(floor, OurNumber, OurStart, seconds, cancellationToken))
            : null;
        return Report(rows, rates, isWhole);
    }

    private static bool Report(List<Row> rows, (double Peer, double Ours)? rates, bool isWhole)
    {
        Console.WriteLine();
        Console.WriteLine("agents | calls/s | idle agent, ms p50 / p95 / p99: app_queue | ours | free → next, ms: app_queue | ours | served: app_queue | ours");
        foreach (var (load, peer, ours) in rows)
        {
            Console.WriteLine(
                $"{load.Agents,6} | {load.Rate,7:0} | {Decisions.Figures(peer.Idle)} | {Decisions.Figures(ours.Idle)} | " +
                $"{Decisions.Figures(peer.Next)} | {Decisions.Figures(ours.Next)} | {peer.Served}/{peer.Calls} | {ours.Served}/{ours.Calls}");
        }

        var met = true;
        var figures = new List<string>();
        foreach (var row in rows.Where(row => row.Peer.Idle.Count >= 20 && row.Ours.Idle.Count >= 20)
            .OrderByDescending(IdleDifference).Take(1))
        {
            met &= IdleDifference(row) <= 10;
            figures.Add($"idle agent p99 {IdleDifference(row):+0.0;-0.0} ms against app_queue with {row.Load.Agents} agents (at most +10)");
        }

        foreach (var row in rows.Where(row => row.Peer.Next.Count >= 20 && row.Ours.Next.Count >= 20)
            .OrderByDescending(NextRatio).Take(1))
        {
            met &= NextRatio(row) < 0.1;
            figures.Add($"free → next p99 {NextRatio(row):0.000} of app_queue's with {row.Load.Agents} agents (under 0.1)");
        }

        if (rates is var (peerRate, ourRate))
        {
            Console.WriteLine($"sustained without a lost call, {MostAgents} agents: app_queue {peerRate:0}/s, ours {ourRate:0}/s");
            met &= ourRate >= peerRate / 2;
            figures.Add($"sustained {ourRate:0}/s against {peerRate:0}/s (at least half)");
        }

        Console.WriteLine($"acd: {(met ? "met" : "missed")} {string.Join(", ", figures)}{(isWhole ? "" : "; a part only")}");
        return met;
    }

    private static double IdleDifference(Row row) => Decisions.At(row.Ours.Idle, 0.99) - Decisions.At(row.Peer.Idle, 0.99);

    private static double NextRatio(Row row) => Decisions.At(row.Ours.Next, 0.99) / Decisions.At(row.Peer.Next, 0.99);

    /// <summary>The highest rate that is sustained: up from where it is expected, or down where even that is too much.</summary>
    private static async Task<double> SustainedAsync(
        BenchFloor floor, string number, double start, int seconds, CancellationToken cancellationToken)
    {
        var best = 0.0;
        for (var rate = start; rate is > 0 and <= MostRate; rate += best > 0 ? RateStep : -RateStep)
        {
            var run = await RunOneAsync(floor, number, Sustained with { Rate = rate }, seconds, cancellationToken);
            Console.WriteLine($"{MostAgents} agents, {rate:0} calls/s to {number}: {(run.IsSustained ? "sustained" : "not sustained")}; {run}");
            if (run.IsSustained)
            {
                best = rate;
            }

            if (best > 0 && (!run.IsSustained || rate < start))
            {
                break;
            }
        }

        return best;
    }

    private static async Task<Decisions> RunOneAsync(
        BenchFloor floor, string number, Load load, int seconds, CancellationToken cancellationToken)
    {
        await floor.StaffAsync(number == PeerNumber ? 0 : load.Agents, cancellationToken);
        if (number == PeerNumber)
        {
            await floor.StaffPeerAsync(load.Agents, cancellationToken);
        }

        var file = Path.Combine(Path.GetTempPath(), $"acd-{Guid.CreateVersion7():n}.pcap");
        try
        {
            using var capture = await CaptureAsync(file, floor.Asterisk.SipPort, cancellationToken);
            var spent = await LoadAsync(floor, number, load, seconds, cancellationToken);
            await Script.RunAsync("/bin/kill", ["-INT", $"{capture.Id}"], cancellationToken: cancellationToken);
            await capture.WaitForExitAsync(cancellationToken);
            return Capture.Read(file, floor.Asterisk.SipPort, floor.Asterisk.AgentPort, load.Agents) with { Spent = spent };
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Process> CaptureAsync(string file, int port, CancellationToken cancellationToken)
    {
        var capture = Process.Start(new ProcessStartInfo(
            "tcpdump", ["-i", "lo", "-w", file, "-s", "700", "-B", "32768", "-Z", "root", "udp", "port", $"{port}"])
        {
            RedirectStandardError = true,
        })!;
        await capture.StandardError.ReadLineAsync(cancellationToken);    // It says that it listens.
        _ = capture.StandardError.ReadToEndAsync(cancellationToken);
        return capture;
    }

    private static async Task<ProcessorTime> LoadAsync(
        BenchFloor floor, string number, Load load, int seconds, CancellationToken cancellationToken)
    {
        await using var phones = await Sipp.AnswerAsync(
            floor.Asterisk.AgentPort,
            new SippCall(Calls: null, Ring: TimeSpan.FromMilliseconds(1), Talk: TimeSpan.FromSeconds(load.Talk), Trace: false),
            cancellationToken: cancellationToken);
        // A percentile of fewer is none.
        var calls = Math.Max((int)(load.Rate * seconds), FewestCalls);
        await using var callers = Sipp.Call(floor.Asterisk, new SippCall(
            number, "9090[call_number]", calls, load.Rate, Talk: TimeSpan.FromSeconds(120),
            Timeout: TimeSpan.FromSeconds((calls / load.Rate) + 45), Trace: false));
        var before = floor.ReadTimes(phones.Id);
        try
        {
            await callers.EndAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            // Whoever still waits is lost to it; the figures say how many.
            await floor.ClearAsync(cancellationToken);
        }

        return floor.ReadTimes(phones.Id).Since(before);
    }

    /// <param name="Agents">How many are ready.</param>
    /// <param name="Rate">Calls a second.</param>
    /// <param name="Talk">Seconds until the agent hangs up.</param>
    private sealed record Load(int Agents, double Rate, int Talk)
    {
        internal static Load Parse(string text)
        {
            var parts = text.Split('x').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            return new Load(parts[0], parts[1], parts[2]);
        }

        public override string ToString() => $"{Agents} agents, {Rate:0} calls/s of {Talk} s";
    }

    private sealed record Row(Load Load, Decisions Peer, Decisions Ours);
}
