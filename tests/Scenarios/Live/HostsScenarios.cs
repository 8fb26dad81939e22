using System.Diagnostics;
using ContactCenter.Platform.Events;
using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Live;

/// <summary>Two hosts on one database: what one commits, consoles of the other see.</summary>
public sealed class HostsScenarios
{
    private TestDatabase database = null!;
    private LiveHost one = null!;
    private LiveHost two = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        one = await LiveHost.StartAsync(database);
        two = await LiveHost.StartAsync(database);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_commit_on_one_host_is_soon_on_the_consoles_of_the_other()
    {
        await using var console = await two.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:across");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        var times = new List<double>();
        for (var change = 1; change <= 20; change++)
        {
            await one.Floor.ChangeAsync("floor:across", "a", $"{change}");
            var committed = Stopwatch.GetTimestamp();
            await Until.TrueAsync(
                () => watched.Items.GetValueOrDefault("a") == $"{change}", TimeSpan.FromSeconds(5), $"change {change} arrived");
            times.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }

        times.Sort();
        await TestContext.Out.WriteLineAsync($"commit on one host to console of the other: median {times[10]:0.0} ms, most {times[^1]:0.0} ms");
        Assert.That(times[10], Is.LessThan(500), "a hint brought it, not the sweep once a second");
    }

    [Test]
    public async Task Rows_of_a_slow_transaction_arrive_though_later_ones_were_seen_long_before()
    {
        await using var near = await one.OpenAsync("1001");
        await using var far = await two.OpenAsync("1002");
        var here = await near.WatchAsync("floor:slow");
        var there = await far.WatchAsync("floor:slow");

        await using (var slow = await one.Floor.BeginAsync())
        await using (var slower = await two.Floor.BeginAsync())
        await using (var undone = await two.Floor.BeginAsync())
        {
            await Floor.ChangeAsync(undone, "floor:slow", "undone", "1");
            await Floor.ChangeAsync(slow, "floor:slow", "slow", "1");
            await Floor.ChangeAsync(slower, "floor:slow", "slower", "1");
            await one.Floor.ChangeAsync("floor:slow", "quick", "1");
            await two.Floor.ChangeAsync("floor:slow", "quick-too", "1");
            await Eventually.ThatAsync(() => here.Items.Keys, Is.EquivalentTo(["quick", "quick-too"]));
            await Eventually.ThatAsync(() => there.Items.Keys, Is.EquivalentTo(["quick", "quick-too"]));

            // Both hosts have looked for the missing rows and found who writes them before these commit.
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            await slow.CommitAsync();
            await Eventually.ThatAsync(() => there.Items.Keys, Is.EquivalentTo(["quick", "quick-too", "slow"]));
            await slower.CommitAsync();
        }

        string[] all = ["quick", "quick-too", "slow", "slower"];
        await Eventually.ThatAsync(() => here.Items.Keys, Is.EquivalentTo(all));
        await Eventually.ThatAsync(() => there.Items.Keys, Is.EquivalentTo(all));
        await Eventually.ThatAsync(
            async () => (int)(await one.HealthAsync())["missingRows"]! + (int)(await two.HealthAsync())["missingRows"]!,
            Is.Zero,
            "the ids of what was undone are given up");
    }

    [Test]
    public async Task What_a_host_did_not_live_to_hint_at_is_found_and_counted()
    {
        await using var console = await two.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:silent");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        var before = (long)(await two.HealthAsync())["rescuedBySweep"]!;

        await one.Floor.ChangeSilentlyAsync("floor:silent", "a", "1");

        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(1));
        await Eventually.ThatAsync(async () => (long)(await two.HealthAsync())["rescuedBySweep"]!, Is.EqualTo(before + 1));
    }

    [Test]
    public async Task Changes_told_twice_and_in_the_wrong_order_change_nothing()
    {
        await using var console = await one.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:twice");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        var first = await one.Floor.ChangeSilentlyAsync("floor:twice", "a", "1");
        var second = await one.Floor.ChangeSilentlyAsync("floor:twice", "a", "2");
        var third = await one.Floor.ChangeSilentlyAsync("floor:twice", "b", null);

        one.Feed.Committed([third, second]);
        one.Feed.Committed([second, first]);
        one.Feed.Committed([first, third]);
        await one.Floor.ChangeAsync("floor:twice", "c", "1");

        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["a", "c"]));
        Assert.That(watched.Items["a"], Is.EqualTo("2"));
    }

    [Test]
    public async Task A_bell_rung_everywhere_rings_on_every_host_and_otherwise_only_here()
    {
        var (near, far) = (one.Service<Bells>(), two.Service<Bells>());

        near.Ring("scenario:two");
        Assert.That(await near.WaitAsync("scenario:two", TimeSpan.Zero, CancellationToken.None), Is.True);

        // A ring is a hint and may be lost, as on a host that has not begun to listen; whoever rings does so again.
        await Eventually.ThatAsync(
            async () =>
            {
                near.Ring("scenario:one", everywhere: true);
                return await near.WaitAsync("scenario:one", TimeSpan.Zero, CancellationToken.None)
                    && await far.WaitAsync("scenario:one", TimeSpan.FromMilliseconds(200), CancellationToken.None);
            },
            Is.True);
        Assert.That(await far.WaitAsync("scenario:two", TimeSpan.FromMilliseconds(200), CancellationToken.None), Is.False);
        Assert.That(await near.WaitAsync("scenario:one", TimeSpan.FromMilliseconds(200), CancellationToken.None), Is.False, "no echo");
    }

    [Test]
    public async Task Where_the_log_ends_before_what_was_seen_everything_is_loaded_anew()
    {
        // As a standby that took over without the last commits, and gives their ids away again.
        await using var own = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var host = await LiveHost.StartAsync(own);
        await using var console = await host.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:lost");
        await host.Floor.ChangeAsync("floor:lost", "kept", "1");
        await host.Floor.ChangeAsync("floor:lost", "lost", "1");
        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(2));

        await using (var work = await host.Floor.BeginAsync())
        {
            await work.ExecuteAsync("delete from platform.changes where key in ('kept', 'lost')");
            await work.ExecuteAsync("delete from scenario.items where key = 'lost'");
            await work.ExecuteAsync("select setval('platform.changes_id_seq', 1)");
            await work.CommitAsync();
        }

        await CutDatabaseConnectionsAsync(host);

        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["kept"]));
        await host.Floor.ChangeAsync("floor:lost", "new", "1");
        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["kept", "new"]));
    }

    private static async Task CutDatabaseConnectionsAsync(LiveHost host)
    {
        await using var work = await host.Floor.BeginAsync();
        await work.ExecuteAsync("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
    }
}
