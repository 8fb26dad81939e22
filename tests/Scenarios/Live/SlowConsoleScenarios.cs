using System.Diagnostics;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Live;

/// <summary>A console that takes nothing must cost the others nothing.</summary>
public sealed class SlowConsoleScenarios
{
    private const string Topic = "floor:heavy";

    // With the kernel's buffers between, a frozen console is only felt after some megabytes.
    private static readonly string Heavy = new('x', 64 * 1024);

    private TestDatabase database = null!;
    private LiveHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        host = await LiveHost.StartAsync(database);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_frozen_console_delays_nobody_is_dropped_after_fifteen_seconds_and_has_everything_when_it_is_back()
    {
        await using var wire = new LooseWire(host.Address.Port);
        await using var frozen = await host.OpenAsync("1001", through: wire.Address);
        var held = await frozen.WatchAsync(Topic);
        var others = new List<LiveConsole>();
        var topics = new List<LiveTopic>();
        for (var console = 0; console < 20; console++)
        {
            others.Add(await host.OpenAsync("1002"));
            topics.Add(await others[^1].WatchAsync(Topic));
        }

        await Eventually.ThatAsync(() => topics.All(topic => topic.IsLive) && held.IsLive, Is.True);
        var before = await MeasureAsync(topics, changes: 100);
        wire.Freeze();
        var during = await MeasureAsync(topics, changes: 300);
        await TestContext.Out.WriteLineAsync(
            $"commit to all of 20 consoles, median and 99 %: {before} ms before, {during} ms while one was frozen");
        Assert.That(during.P99, Is.LessThan(Math.Max(before.P99 * 3, 250)));

        await Until.TrueAsync(
            async _ => (long)(await host.HealthAsync())["slowDropped"]! == 1,
            TimeSpan.FromSeconds(30),
            "the frozen console was dropped");
        wire.Thaw();
        await Eventually.ThatAsync(() => frozen.Reconnections > 0, Is.True);
        var expected = await host.Floor.ItemsAsync(Topic);
        await Eventually.ThatAsync(() => held.Items, Is.EquivalentTo(expected));
        foreach (var console in others)
        {
            await console.DisposeAsync();
        }
    }

    [Test]
    public async Task A_console_frozen_for_some_seconds_is_sent_everything_at_once_and_stays_connected()
    {
        const string Own = "floor:paused";
        await using var wire = new LooseWire(host.Address.Port);
        await using var console = await host.OpenAsync("1003", through: wire.Address);
        var watched = await console.WatchAsync(Own);
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);

        wire.Freeze();
        var frozen = Stopwatch.GetTimestamp();
        for (var change = 0; change < 300 || Stopwatch.GetElapsedTime(frozen) < TimeSpan.FromSeconds(6); change++)
        {
            await host.Floor.ChangeAsync(Own, $"k{change % 4}", $"{change}{Heavy}");
        }

        wire.Thaw();
        await host.Floor.ChangeAsync(Own, "last", "1");

        await Eventually.ThatAsync(() => watched.Items.ContainsKey("last"), Is.True);
        Assert.That(watched.Items, Is.EquivalentTo(await host.Floor.ItemsAsync(Own)));
        Assert.That((frozen: console.Reconnections, watched.Gaps), Is.EqualTo((0, 0)));
        Assert.That(watched.Snapshots, Is.EqualTo(2), "one when it came, one instead of what it missed");
    }

    private async Task<(double P50, double P99)> MeasureAsync(List<LiveTopic> topics, int changes)
    {
        var times = new List<double>();
        for (var change = 0; change < changes; change++)
        {
            var value = $"{Stopwatch.GetTimestamp()}{Heavy}";
            await host.Floor.ChangeAsync(Topic, "heavy", value);
            var committed = Stopwatch.GetTimestamp();
            while (topics.Any(topic => topic.Items.GetValueOrDefault("heavy") != value))
            {
                Assert.That(Stopwatch.GetElapsedTime(committed), Is.LessThan(TimeSpan.FromSeconds(10)));
                await Task.Delay(1);
            }

            times.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }

        times.Sort();
        return (Math.Round(times[times.Count / 2], 1), Math.Round(times[times.Count * 99 / 100], 1));
    }
}
