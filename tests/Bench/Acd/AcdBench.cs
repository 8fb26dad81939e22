using System.Diagnostics;
using System.Globalization;
using ContactCenter.Support;
using Npgsql;

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
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(2);

    // Agents and calls a second: with room, and more than the agents can take.
    private static readonly (int Agents, double Rate)[] Loads = [(10, 4), (10, 6), (100, 40), (100, 60), (300, 70)];

    // Calls a second for 300 agents, from easy to more than this machine can.
    private static readonly double[] Ladder = [60, 75, 90, 105, 120, 135];

    /// <summary>Arguments: seconds of load in each run (15).</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var seconds = arguments is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 15;
        await using var floor = await BenchFloor.StartAsync(agents: 300, cancellationToken);
        var rows = new List<(int Agents, double Rate, Decisions Peer, Decisions Ours)>();
        await RunOneAsync(floor, OurNumber, 10, 4, 5, cancellationToken);   // Warm.
        foreach (var (agents, rate) in Loads)
        {
            var peer = await RunOneAsync(floor, PeerNumber, agents, rate, seconds, cancellationToken);
            var ours = await RunOneAsync(floor, OurNumber, agents, rate, seconds, cancellationToken);
            rows.Add((agents, rate, peer, ours));
            Console.WriteLine($"{agents} agents, {rate:0} calls/s: app_queue {Line(peer)}");
            Console.WriteLine($"{agents} agents, {rate:0} calls/s: ours      {Line(ours)}");
        }

        var peerRate = await SustainedAsync(floor, PeerNumber, seconds, cancellationToken);
        var ourRate = await SustainedAsync(floor, OurNumber, seconds, cancellationToken);
        return Report(rows, peerRate, ourRate);
    }

    private static bool Report(
        List<(int Agents, double Rate, Decisions Peer, Decisions Ours)> rows, double peerRate, double ourRate)
    {
        Console.WriteLine();
        Console.WriteLine("agents | offered/s | idle agent, ms p50/p95/p99: app_queue | ours | free → next, ms p50/p95/p99: app_queue | ours | served: app_queue | ours");
        foreach (var (agents, rate, peer, ours) in rows)
        {
            Console.WriteLine(
                $"{agents,6} | {rate,9:0} | {Figures(peer.Idle)} | {Figures(ours.Idle)} | {Figures(peer.Next)} | {Figures(ours.Next)} | " +
                $"{peer.Served}/{peer.Calls} | {ours.Served}/{ours.Calls}");
        }

        Console.WriteLine($"sustained without a lost call, 300 agents: app_queue {peerRate:0}/s, ours {ourRate:0}/s");
        var idle = rows.Where(row => row.Peer.Idle.Count >= 20 && row.Ours.Idle.Count >= 20)
            .Max(row => At(row.Ours.Idle, 0.99) - At(row.Peer.Idle, 0.99));
        var next = rows.Where(row => row.Peer.Next.Count >= 20 && row.Ours.Next.Count >= 20)
            .Max(row => At(row.Ours.Next, 0.99) / At(row.Peer.Next, 0.99));
        var met = idle <= 10 && next < 0.1 && ourRate >= peerRate / 2;
        Console.WriteLine(
            $"acd: {(met ? "met" : "missed")} idle agent p99 {idle:+0.0;-0.0} ms against app_queue (at most +10), free → next p99 " +
            $"{next:0.000} of app_queue's (under 0.1), sustained {ourRate:0}/s against {peerRate:0}/s (at least half)");
        return met;
    }

    private static async Task<double> SustainedAsync(
        BenchFloor floor, string number, int seconds, CancellationToken cancellationToken)
    {
        var best = 0.0;
        foreach (var rate in Ladder)
        {
            var run = await RunOneAsync(floor, number, 300, rate, seconds, cancellationToken);
            Console.WriteLine($"300 agents, {rate:0} calls/s to {number}: {Line(run)}");
            if (run.Served < run.Calls)
            {
                break;
            }

            best = rate;
        }

        return best;
    }

    private static async Task<Decisions> RunOneAsync(
        BenchFloor floor, string number, int agents, double rate, int seconds, CancellationToken cancellationToken)
    {
        await floor.StaffAsync(number == PeerNumber ? 0 : agents, cancellationToken);
        await floor.StaffPeerAsync(number == PeerNumber ? agents : 0, cancellationToken);
        var file = Path.Combine(Path.GetTempPath(), $"acd-{Guid.CreateVersion7():n}.pcap");
        try
        {
            using var capture = Process.Start(new ProcessStartInfo(
                "tcpdump",
                ["-i", "lo", "-w", file, "-s", "700", "-B", "32768", "-Z", "root", "udp", "port", $"{floor.Asterisk.SipPort}"])
            {
                RedirectStandardError = true,
            })!;
            var listening = await capture.StandardError.ReadLineAsync(cancellationToken);
            _ = capture.StandardError.ReadToEndAsync(cancellationToken);
            await using (await Sipp.AnswerAsync(
                floor.Asterisk.AgentPort, new SippCall(Calls: null, Ring: TimeSpan.FromMilliseconds(1), Talk: Talk, Trace: false),
                cancellationToken: cancellationToken))
            {
                await using var load = Sipp.Call(floor.Asterisk, new SippCall(
                    number, "9090[call_number]", (int)(rate * seconds), rate, Talk: TimeSpan.FromSeconds(120),
                    Timeout: TimeSpan.FromSeconds(seconds + 90), Trace: false));
                await load.EndAsync(cancellationToken);
            }

            await Script.RunAsync("/bin/kill", ["-INT", $"{capture.Id}"], cancellationToken: cancellationToken);
            await capture.WaitForExitAsync(cancellationToken);
            return Capture.Read(file, floor.Asterisk.SipPort, floor.Asterisk.AgentPort, agents);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Line(Decisions run) =>
        $"served {run.Served}/{run.Calls}, idle agent {Figures(run.Idle)} ms (n={run.Idle.Count}), free → next {Figures(run.Next)} ms (n={run.Next.Count})";

    private static string Figures(IReadOnlyList<double> values) => values.Count == 0
        ? "–"
        : $"{At(values, 0.5):0.0}/{At(values, 0.95):0.0}/{At(values, 0.99):0.0}";

    private static double At(IReadOnlyList<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    /// <summary>One Asterisk, one PostgreSQL, one host, and agents who are telephones only.</summary>
    private sealed class BenchFloor : IAsyncDisposable
    {
        private const string Hire = """
            update calls.queues set wrap_up_mode = 'none', sticky = false, announce_every_seconds = 0, overflow_queue = null,
                overflow_after_seconds = null;
            insert into calls.agents (id, code, name, phone, console_required)
            select gen_random_uuid(), 'b' || n, 'b' || n, 'PJSIP/agent' || n, false from generate_series(1001, 1000 + @agents) as n;
            insert into calls.eligibility (queue, agent_id) select 'general', id from calls.agents where code like 'b%';
            """;

        private const string Staff = """
            update calls.agents
            set state = case when substr(code, 2)::int <= 1000 + @agents then 'ready' else 'loggedOut' end,
                ready_since = case when substr(code, 2)::int <= 1000 + @agents then clock_timestamp() end,
                state_since = clock_timestamp(), call_id = null, misses = 0, pending_state = null
            where code like 'b%'
            """;

        private readonly TestDatabase database;
        private readonly HostProcess host;
        private readonly int most;

        private BenchFloor(TestDatabase database, AsteriskServer asterisk, HostProcess host, int most) =>
            (this.database, Asterisk, this.host, this.most) = (database, asterisk, host, most);

        internal AsteriskServer Asterisk { get; }

        internal static async Task<BenchFloor> StartAsync(int agents, CancellationToken cancellationToken)
        {
            var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellationToken: cancellationToken);
            var asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(Agents: agents), cancellationToken: cancellationToken);
            var host = await HostProcess.StartAsync(
                database.ConnectionString,
                [.. asterisk.HostSettings, new("Serilog__MinimumLevel__Default", "Warning")],
                cancellationToken);
            var floor = new BenchFloor(database, asterisk, host, agents);
            await floor.ExecuteAsync(Hire, agents, cancellationToken);
            await Until.TrueAsync(
                async token => await floor.CountAsync("select count(*) from calls.sources where state = 'up'", token) == 1,
                TimeSpan.FromSeconds(30), "the host has connected to Asterisk", cancellationToken);
            return floor;
        }

        /// <summary>So many of our agents are ready, once every call before is over.</summary>
        internal async Task StaffAsync(int agents, CancellationToken cancellationToken)
        {
            await Until.TrueAsync(
                async token => await CountAsync("select count(*) from calls.calls where state <> 'ended'", token) == 0,
                TimeSpan.FromSeconds(60), "every call of the run before is over", cancellationToken);
            await ExecuteAsync(Staff, agents, cancellationToken);
            await ExecuteAsync("truncate calls.callbacks, calls.callback_attempts", 0, cancellationToken);
        }

        /// <summary>So many of app_queue's members are not paused.</summary>
        internal async Task StaffPeerAsync(int agents, CancellationToken cancellationToken)
        {
            for (var agent = 1001; agent <= 1000 + most; agent++)
            {
                var act = agent <= 1000 + agents ? "unpause" : "pause";
                await Asterisk.CliAsync($"queue {act} member PJSIP/agent{agent}", cancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await Asterisk.DisposeAsync();
            await database.DisposeAsync();
        }

        private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        private async Task ExecuteAsync(string sql, int agents, CancellationToken cancellationToken)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("agents", agents);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
