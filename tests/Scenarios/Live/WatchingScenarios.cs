using ContactCenter.Support;
using ContactCenter.Support.Live;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Live;

/// <summary>What a console sees of topics, and which it may not see.</summary>
public sealed class WatchingScenarios
{
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

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_console_is_sent_what_there_is_and_then_what_changes(bool messagePack)
    {
        var topic = $"floor:basic-{messagePack}";
        await host.Floor.ChangeAsync(topic, "call", """{"caller":"张三"}""");
        await host.Floor.ChangeAsync(topic, "gone", "{}");
        await host.Floor.ChangeAsync(topic, "gone", null);
        await using var console = await host.OpenAsync("1001", messagePack: messagePack);
        var watched = await console.WatchAsync(topic);

        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["call"]));
        Assert.That(watched.Items["call"], Is.EqualTo("""{"caller":"张三"}"""), "the text as it stands in the log");

        await host.Floor.ChangeAsync(topic, "call", null);
        await host.Floor.ChangeAsync(topic, "agent", "{}");
        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["agent"]));
        Assert.That((watched.Snapshots, watched.Gaps), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_console_that_comes_back_goes_on_where_it_stood()
    {
        await using var console = await host.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:resumed");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);

        await host.Floor.ChangeAsync("floor:resumed", "a", "1");
        await console.DropAsync();
        await host.Floor.ChangeAsync("floor:resumed", "a", "2");
        await host.Floor.ChangeAsync("floor:resumed", "b", "1");

        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(2));
        Assert.That(watched.Items["a"], Is.EqualTo("2"));
        Assert.That((watched.Snapshots, watched.Gaps), Is.EqualTo((1, 0)), "only the changes were sent");
    }

    [Test]
    public async Task A_console_that_missed_more_than_is_kept_is_sent_everything()
    {
        await using var wire = new LooseWire(host.Address.Port);
        await using var console = await host.OpenAsync("1001", through: wire.Address);
        var watched = await console.WatchAsync("floor:away");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        wire.Freeze();
        wire.Cut();
        await using (var work = await host.Floor.BeginAsync())
        {
            for (var change = 0; change < 600; change++)
            {
                await Floor.ChangeAsync(work, "floor:away", $"k{change % 3}", $"{change}");
            }

            await work.CommitAsync();
        }

        wire.Thaw();

        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(3));
        Assert.That((watched.Snapshots, watched.Gaps), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task A_console_that_knows_a_former_life_of_the_host_is_sent_everything()
    {
        var port = FreePorts.Take();
        await using (var former = await LiveHost.StartAsync(database, port))
        {
            await former.Floor.ChangeAsync("floor:restart", "a", "1");
        }

        var second = await LiveHost.StartAsync(database, port);
        await using var console = await second.OpenAsync("1002");
        var watched = await console.WatchAsync("floor:restart");
        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(1));
        await second.DisposeAsync();
        await host.Floor.ChangeAsync("floor:restart", "a", null);
        await host.Floor.ChangeAsync("floor:restart", "b", "1");

        await using var third = await LiveHost.StartAsync(database, port);
        await Eventually.ThatAsync(() => watched.Items.Keys, Is.EquivalentTo(["b"]));
        Assert.That(watched.Snapshots, Is.EqualTo(2));
    }

    [Test]
    public async Task Several_changes_of_one_item_come_as_one_but_each_urgent_one_comes()
    {
        await using var console = await host.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:urgent");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        await using (var work = await host.Floor.BeginAsync())
        {
            for (var change = 1; change <= 5; change++)
            {
                await Floor.ChangeAsync(work, "floor:urgent", "figures", $"{change}");
                await Floor.ChangeAsync(work, "floor:urgent", "offer", change % 2 == 0 ? null : $"{change}", urgent: true);
            }

            await work.CommitAsync();
        }

        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(2));
        var taken = watched.Taken;
        Assert.That(taken.Where(item => item.Key == "offer").Select(item => item.Value), Is.EqualTo(["1", null, "3", null, "5"]));
        Assert.That(taken.Where(item => item.Key == "figures").Select(item => item.Value), Is.EqualTo(["5"]));
    }

    [Test]
    public async Task A_topic_that_is_not_for_this_person_is_refused()
    {
        await using var agent = await host.OpenAsync("1001");
        await agent.WatchAsync("room:1");
        await agent.WatchAsync("console");
        await using var leader = await host.OpenAsync("leader");
        var room = await leader.WatchAsync("room:1");

        await host.Floor.ChangeAsync("room:1", "secret", "1");
        await Eventually.ThatAsync(() => room.Items.Count, Is.EqualTo(1));
        await Eventually.ThatAsync(() => agent.Refusal("room:1"), Is.EqualTo("not-allowed"));
        await Eventually.ThatAsync(() => agent.Refusal("console"), Is.EqualTo("unknown-topic"));
        Assert.That((await agent.WatchAsync("room:1")).IsLive, Is.False);
    }

    [Test]
    public async Task Nobody_watches_without_having_signed_in()
    {
        await using var stranger = new LiveConsole(host.Address);

        await Assert.ThatAsync(() => stranger.StartAsync(), Throws.InstanceOf<HttpRequestException>().With.Message.Contains("401"));
    }

    [Test]
    public async Task A_console_may_not_watch_without_end()
    {
        await using var console = await host.OpenAsync("1001");
        for (var topic = 0; topic <= 200; topic++)
        {
            await console.WatchAsync($"floor:many-{topic}");
        }

        await Eventually.ThatAsync(() => console.Refusal("floor:many-200"), Is.EqualTo("too-many-topics"));
        Assert.That(console.Refusal("floor:many-199"), Is.Null);
    }

    [Test]
    public async Task Whoever_may_watch_the_floor_sees_how_the_consoles_are_kept()
    {
        await using var console = await host.OpenAsync("1001");
        var watched = await console.WatchAsync("floor:health");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);

        var health = await host.HealthAsync();

        Assert.That((int)health["consoles"]!, Is.GreaterThan(0));
        Assert.That((int)health["snapshots"]!, Is.GreaterThan(0));
        Assert.That((long)health["slowDropped"]!, Is.Zero);
    }
}
