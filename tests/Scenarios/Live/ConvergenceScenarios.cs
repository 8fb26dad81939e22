using System.Globalization;
using ContactCenter.Platform.Live;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Live;

/// <summary>Whatever happens to hosts, wires and transactions: in the end every console shows what the database has.</summary>
public sealed class ConvergenceScenarios
{
    private const int Consoles = 12;
    private const int Steps = 400;

    private static readonly string[] Topics = ["floor:a", "floor:b", "floor:c"];

    [Test]
    public async Task Every_console_ends_equal_to_the_database_after_any_faults()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        await TestContext.Out.WriteLineAsync($"CONTACTCENTER_TEST_SEED={seed}");
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var play = await Play.BeginAsync(database, new Random(seed));
        for (var step = 0; step < Steps; step++)
        {
            await play.StepAsync();
        }

        await play.SettleAsync();
        await TestContext.Out.WriteLineAsync(play.Account);
    }

    /// <summary>Two hosts, consoles on wires, and what is done to them.</summary>
    private sealed class Play : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly Random random;
        private readonly List<LiveHost> hosts = [];
        private readonly List<(LooseWire Wire, LiveConsole Console, Dictionary<string, LiveTopic> Topics)> consoles = [];
        private readonly List<Task> running = [];
        private readonly SortedDictionary<string, int> done = [];

        private Play(TestDatabase database, Random random) => (this.database, this.random) = (database, random);

        internal string Account =>
            string.Join(", ", done.Select(one => $"{one.Key} {one.Value}"))
            + $"; snapshots {Sum(topic => topic.Snapshots)}, deltas {Sum(topic => topic.Deltas)}, gaps {Sum(topic => topic.Gaps)}, "
            + $"reconnections {consoles.Sum(one => one.Console.Reconnections)}";

        internal static async Task<Play> BeginAsync(TestDatabase database, Random random)
        {
            var play = new Play(database, random);
            play.hosts.Add(await LiveHost.StartAsync(database));
            play.hosts.Add(await LiveHost.StartAsync(database));
            for (var console = 0; console < Consoles; console++)
            {
                var host = play.hosts[console % 2];
                var wire = new LooseWire(host.Address.Port);
                var opened = await host.OpenAsync("1001", messagePack: console % 3 != 0, through: wire.Address);
                var topics = new Dictionary<string, LiveTopic>();
                foreach (var topic in Topics.Take(1 + (console % 3)))
                {
                    topics[topic] = await opened.WatchAsync(topic);
                }

                play.consoles.Add((wire, opened, topics));
            }

            return play;
        }

        internal async Task StepAsync()
        {
            var wire = consoles[random.Next(Consoles)].Wire;
            switch (random.Next(100))
            {
                case < 70: Begin(Note("transactions", ChangeAsync)); break;
                case < 78: await Note("silent commits", SilentlyAsync)(); break;
                case < 86: await Note("cuts", () => Do(wire.Cut))(); break;
                case < 92: await Note("freezes", () => Do(wire.Freeze))(); break;
                case < 97: await Note("thaws", () => Do(() => consoles.ForEach(one => one.Wire.Thaw())))(); break;
                case < 98: await Note("restarts", RestartAsync)(); break;
                default: await Task.Delay(random.Next(60)); break;
            }

            await Task.Delay(random.Next(12));
        }

        internal async Task SettleAsync()
        {
            await Task.WhenAll(running);
            consoles.ForEach(one => one.Wire.Thaw());
            foreach (var topic in Topics)
            {
                var expected = await hosts[0].Floor.ItemsAsync(topic);
                Assert.That(expected, Is.Not.Empty);
                foreach (var (index, one) in consoles.Index())
                {
                    if (one.Topics.TryGetValue(topic, out var watched))
                    {
                        await Until.TrueAsync(
                            () => expected.Count == watched.Items.Count && !expected.Except(watched.Items).Any(),
                            TimeSpan.FromSeconds(20),
                            $"console {index} shows of {topic} what the database has");
                    }
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(running);
            foreach (var (wire, console, _) in consoles)
            {
                await console.DisposeAsync();
                await wire.DisposeAsync();
            }

            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }

        private int Sum(Func<LiveTopic, int> count) => consoles.Sum(one => one.Topics.Values.Sum(count));

        private Func<Task> Note(string what, Func<Task> act)
        {
            done[what] = done.GetValueOrDefault(what) + 1;
            return act;
        }

        private static Task Do(Action act)
        {
            act();
            return Task.CompletedTask;
        }

        private void Begin(Func<Task> act)
        {
            running.RemoveAll(one => one.IsCompletedSuccessfully);
            running.Add(act());
        }

        // Several changes in key order, because two transactions that lock in different orders would wait for one another.
        private async Task ChangeAsync()
        {
            var host = hosts[random.Next(2)];
            var changes = Enumerable.Range(0, 1 + random.Next(4))
                .Select(_ => (Topic: Topics[random.Next(3)], Key: $"k{random.Next(20)}", Value: Value(), Urgent: random.Next(5) == 0))
                .OrderBy(change => change.Topic, StringComparer.Ordinal)
                .ThenBy(change => change.Key, StringComparer.Ordinal)
                .ToArray();
            var (commits, pause) = (random.Next(8) != 0, random.Next(6) == 0 ? random.Next(400) : 0);

            await using var work = await host.Floor.BeginAsync();
            foreach (var (topic, key, value, urgent) in changes)
            {
                await Floor.ChangeAsync(work, topic, key, value, urgent);
            }

            await Task.Delay(pause);
            if (commits)
            {
                await work.CommitAsync();
            }
        }

        /// <summary>Rows that their host tells late, twice or not at all.</summary>
        private async Task SilentlyAsync()
        {
            var host = hosts[random.Next(2)];
            var rows = new List<LoggedChange>();
            for (var row = random.Next(3); row >= 0; row--)
            {
                rows.Add(await host.Floor.ChangeSilentlyAsync(Topics[random.Next(3)], $"k{random.Next(20)}", Value()));
            }

            rows.Reverse();
            for (var times = random.Next(3); times > 0; times--)
            {
                host.Feed.Committed(rows);
            }
        }

        private async Task RestartAsync()
        {
            await Task.WhenAll(running);
            var index = random.Next(2);
            var port = hosts[index].Address.Port;
            await hosts[index].DisposeAsync();
            hosts[index] = await LiveHost.StartAsync(database, port);
        }

        private string? Value() => random.Next(4) == 0 ? null : $$"""{"n":{{random.Next()}}}""";
    }
}
