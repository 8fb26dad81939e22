using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Live;

/// <summary>Who sits at a console: one live console of a kind for each account, and beats that are told once a second.</summary>
public sealed class SeatScenarios
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
    public async Task The_newest_console_of_an_account_is_the_live_one_on_whichever_host()
    {
        await using var first = await one.OpenAsync("1001", "agent");
        var watched = await first.WatchAsync("floor:seat");
        await Eventually.ThatAsync(() => watched.IsLive, Is.True);
        await using var board = await one.OpenAsync("1001", "board");
        await using var colleague = await one.OpenAsync("1002", "agent");

        await using var second = await one.OpenAsync("1001", "agent");
        await Eventually.ThatAsync(() => first.IsSuperseded, Is.True);
        await using var third = await two.OpenAsync("1001", "agent");
        await Eventually.ThatAsync(() => second.IsSuperseded, Is.True);

        await one.Floor.ChangeAsync("floor:seat", "a", "1");
        await Eventually.ThatAsync(() => watched.Items.Count, Is.EqualTo(1), "the older one goes on looking");
        Assert.That((board.IsSuperseded, colleague.IsSuperseded, third.IsSuperseded), Is.EqualTo((false, false, false)));
    }

    [Test]
    public async Task Modules_are_told_who_came_who_is_there_and_who_left()
    {
        var before = one.Seats.Said.Count;
        await using var viewer = await one.OpenAsync("1005");
        await viewer.BeatAsync();
        var consoles = new List<Support.Live.LiveConsole>();
        foreach (var logIn in (string[])["1003", "1004"])
        {
            consoles.Add(await one.OpenAsync(logIn, "agent"));
        }

        await Eventually.ThatAsync(() => one.Seats.Said.Skip(before), Is.EqualTo(["+何晓燕", "+周志强"]), "a console without a kind is nobody's seat");
        await Until.TrueAsync(
            async cancellationToken =>
            {
                await Task.WhenAll(consoles.Select(console => console.BeatAsync(cancellationToken)));
                return one.Seats.Beats.Contains(2);
            },
            TimeSpan.FromSeconds(10),
            "both beats are told in one");

        await using var newer = await one.OpenAsync("1004", "agent");
        await Eventually.ThatAsync(() => consoles[1].IsSuperseded, Is.True);
        foreach (var console in consoles)
        {
            await console.DisposeAsync();
        }

        await Eventually.ThatAsync(() => one.Seats.Said.Skip(before), Is.EqualTo(["+何晓燕", "+周志强", "+周志强", "-何晓燕"]));
    }

    [Test]
    public async Task A_console_loses_a_topic_that_it_may_watch_no_longer()
    {
        await using var leader = await one.OpenAsync("leader");
        var room = await leader.WatchAsync("room:lost");
        await Eventually.ThatAsync(() => room.IsLive, Is.True);

        one.Service<FloorSource>().Closed.Add("room:lost");
        await Until.TrueAsync(
            () => leader.Refusal("room:lost") == "not-allowed", TimeSpan.FromSeconds(40), "the right was checked again");
        await one.Floor.ChangeAsync("room:lost", "a", "1");
        await Task.Delay(TimeSpan.FromMilliseconds(300));

        Assert.That(room.Items, Is.Empty);
    }
}
