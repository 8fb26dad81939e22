using System.Net;
using ContactCenter.Contracts.Calls;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>A call finds one agent: offers, answers, misses, late words.</summary>
public sealed class OfferScenarios
{
    private ContactCenterHost host = null!;
    private Floor floor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        floor = new Floor(host);
    }

    [SetUp]
    public Task Empty() => floor.EmptyAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_call_is_offered_to_the_ready_agent_answered_and_wrapped_up()
    {
        using var console = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1");

        var ring = await floor.CommandAsync<RingParty>("c1");
        Assert.That(ring.Address, Is.EqualTo("PJSIP/agent1001"));
        var desk = await Floor.DeskAsync(console);
        Assert.That((string?)desk["agent"]!["state"], Is.EqualTo("reserved"));
        Assert.That((string?)desk["offer"]!["caller"], Is.EqualTo("138****0001"));

        Assert.That(await floor.AnsweredAsync("c1", ring.Leg), Is.EqualTo(SignalOutcome.Applied));
        Assert.That(await Floor.StateAsync(console), Is.EqualTo("talking"));
        Assert.That(await floor.StateAsync(id), Is.EqualTo("connected"));
        var connect = await floor.CommandAsync<ConnectParties>("c1");
        Assert.That(connect.Legs, Is.EqualTo((string[])["c1-citizen", ring.Leg]));

        await floor.LeftAsync("c1", "c1-citizen");
        Assert.That(await Floor.StateAsync(console), Is.EqualTo("wrapUp"));
        var call = await floor.CallAsync(id);
        Assert.That((string?)call["call"]!["outcome"], Is.EqualTo("answered"));

        await Floor.Post(console, "/api/calls/me/wrap-up", new { code = "answered", finish = true });
        Assert.That(await Floor.StateAsync(console), Is.EqualTo("ready"));
    }

    [Test]
    public async Task A_call_without_an_agent_waits_with_music_and_is_given_to_the_agent_who_becomes_ready()
    {
        var id = await floor.ArriveAsync("c1");

        Assert.That(await floor.StateAsync(id), Is.EqualTo("queued"));
        Assert.That(
            (await floor.CommandsAsync()).Select(command => command.GetType()),
            Is.EqualTo((Type[])[typeof(AnswerParty), typeof(PlayMusic)]));

        using var console = await floor.ReadyAsync("1001");

        Assert.That(await Floor.StateAsync(console), Is.EqualTo("reserved"));
        Assert.That(await floor.StateAsync(id), Is.EqualTo("offered"));
    }

    [Test]
    public async Task The_longest_idle_agent_is_offered_the_call()
    {
        using var first = await floor.ReadyAsync("1002");
        using var second = await floor.ReadyAsync("1001");

        await floor.ArriveAsync("c1");

        Assert.That(await Floor.StateAsync(first), Is.EqualTo("reserved"));
        Assert.That(await Floor.StateAsync(second), Is.EqualTo("ready"));
    }

    [Test]
    public async Task The_caller_who_came_first_is_served_first_even_when_offered_in_vain_before()
    {
        using var missing = await floor.ReadyAsync("1001");
        var early = await floor.ArriveAsync("early");
        var ring = await floor.CommandAsync<RingParty>("early");
        var late = await floor.ArriveAsync("late", caller: "+8613800000002");

        await floor.LeftAsync("early", ring.Leg, "no_answer");
        Assert.That(await floor.StateAsync(early), Is.EqualTo("queued"));

        // The agent who missed the early call may have the late one, but not the early one again at once.
        Assert.That(await floor.StateAsync(late), Is.EqualTo("offered"));
        using var other = await floor.ReadyAsync("1002");
        Assert.That((string?)(await Floor.DeskAsync(other))["offer"]!["callId"], Is.EqualTo(early.ToString()));
    }

    [Test]
    public async Task An_agent_who_misses_two_offers_is_set_not_ready_and_told_why()
    {
        using var console = await floor.ReadyAsync("1001");
        foreach (var call in (string[])["c1", "c2"])
        {
            await floor.ArriveAsync(call, caller: $"+861380000000{call[1]}");
            var ring = await floor.CommandAsync<RingParty>(call);
            await floor.LeftAsync(call, ring.Leg, "no_answer");
        }

        var agent = (await Floor.DeskAsync(console))["agent"]!;
        Assert.That((string?)agent["state"], Is.EqualTo("notReady"));
        Assert.That((string?)agent["notice"], Is.EqualTo("missed-offers"));
    }

    [Test]
    public async Task An_offer_nobody_takes_expires_by_the_clock_of_the_database()
    {
        using var console = await floor.ReadyAsync("1001");
        await host.ExecuteAsync("update calls.queues set offer_seconds = 1");
        using var leader = await host.SignInAsync("leader");

        // Reading the list makes this host read the settings anew.
        using var queues = await leader.GetAsync(new Uri("/api/calls/queues", UriKind.Relative));
        var id = await floor.ArriveAsync("c1");

        await Assert.ThatAsync(
            () => floor.StateAsync(id), Is.EqualTo("queued").After(5).Seconds.PollEvery(50).MilliSeconds);
        Assert.That((await floor.CommandAsync<HangUpParty>("c1")).Reason, Is.EqualTo("rescinded"));
    }

    [Test]
    public async Task A_late_answer_steals_nothing()
    {
        using var missing = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1");
        var late = (await floor.CommandAsync<RingParty>("c1")).Leg;
        await floor.LeftAsync("c1", late, "no_answer");
        using var other = await floor.ReadyAsync("1002");
        var ring = (await floor.CommandAsync<RingParty>("c1")).Leg;
        await floor.AnsweredAsync("c1", ring);

        Assert.That(await floor.AnsweredAsync("c1", late), Is.EqualTo(SignalOutcome.Anomaly));

        Assert.That((string?)(await floor.CallAsync(id))["call"]!["agentName"], Is.EqualTo("蒋丽华"));
        Assert.That((await floor.CommandsAsync()).OfType<HangUpParty>().Last().Leg, Is.EqualTo(late));
    }

    [Test]
    public async Task A_caller_who_gives_up_while_the_agent_rings_frees_the_agent_who_keeps_the_idle_time()
    {
        using var console = await floor.ReadyAsync("1001");
        var before = (string?)(await Floor.DeskAsync(console))["agent"]!["readySince"];
        var id = await floor.ArriveAsync("c1");

        await floor.LeftAsync("c1", "c1-citizen");

        var agent = (await Floor.DeskAsync(console))["agent"]!;
        Assert.That((string?)agent["state"], Is.EqualTo("ready"));
        Assert.That((string?)agent["readySince"], Is.EqualTo(before));
        Assert.That((string?)(await floor.CallAsync(id))["call"]!["outcome"], Is.EqualTo("abandoned"));
    }

    [Test]
    public async Task Music_is_done_when_it_is_sent_and_holding_when_the_PBX_says_so_in_either_way()
    {
        using var console = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1");
        await floor.AnsweredAsync("c1", (await floor.CommandAsync<RingParty>("c1")).Leg);
        await Floor.Post(console, $"/api/calls/calls/{id}/hold");
        await Floor.Post(console, $"/api/calls/calls/{id}/retrieve");
        await Floor.Post(console, $"/api/calls/calls/{id}/hold");
        await Floor.Post(console, $"/api/calls/calls/{id}/requeue");
        var commands = host.Services.GetRequiredService<ICallCommands>();
        var told = await floor.CommandsAsync();
        var hold = told.OfType<HoldParty>().First().Id;

        await commands.MarkSentAsync([.. told.Select(command => command.Id)], done: false, CancellationToken.None);
        Assert.That(await StatesAsync("playMusic"), Is.All.EqualTo("confirmed").And.Not.Empty);
        Assert.That(await StatesAsync("holdParty"), Is.All.EqualTo("sent"));

        await commands.MarkSentAsync([hold, told.OfType<ConnectParties>().Single().Id], done: true, CancellationToken.None);
        Assert.That(await StatesAsync("holdParty"), Is.EquivalentTo((string[])["confirmed", "sent"]));
        Assert.That(await StatesAsync("connectParties"), Is.All.EqualTo("sent"));
        await floor.ApplyAsync(new PartyHeld(floor.Stamp(), "c1", "c1-citizen"));
        await floor.ApplyAsync(new PartyRetrieved(floor.Stamp(), "c1", "c1-citizen"));
        Assert.That(await StatesAsync("holdParty", "retrieveParty"), Is.All.EqualTo("confirmed"));
    }

    [Test]
    public async Task A_repeated_signal_changes_nothing()
    {
        using var console = await floor.ReadyAsync("1001");
        await floor.ArriveAsync("c1");
        var ring = await floor.CommandAsync<RingParty>("c1");
        var answered = new PartyAnswered(floor.Stamp(), "c1", ring.Leg);

        Assert.That(await floor.ApplyAsync(answered), Is.EqualTo(SignalOutcome.Applied));
        Assert.That(await floor.ApplyAsync(answered), Is.EqualTo(SignalOutcome.Duplicate));

        Assert.That((await floor.CommandsAsync()).OfType<ConnectParties>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_ended_call_is_never_revived()
    {
        var id = await floor.ArriveAsync("c1");
        await floor.LeftAsync("c1", "c1-citizen");

        Assert.That(await floor.AnsweredAsync("c1", "c1-agent"), Is.EqualTo(SignalOutcome.Anomaly));
        Assert.That(await floor.ApplyAsync(new PartyHeld(floor.Stamp(), "c1", "c1-citizen")), Is.EqualTo(SignalOutcome.Anomaly));

        Assert.That(await floor.StateAsync(id), Is.EqualTo("ended"));
    }

    [Test]
    public async Task Word_of_a_call_that_never_was_is_kept_as_an_anomaly()
    {
        Assert.That(await floor.AnsweredAsync("nobody", "leg"), Is.EqualTo(SignalOutcome.Anomaly));
    }

    [Test]
    public async Task An_agent_who_accepts_on_the_console_is_rung_with_auto_answer_and_an_old_version_is_refused()
    {
        using var console = await floor.ReadyAsync("1001", "autoAnswer");
        await floor.ArriveAsync("c1");
        Assert.That((await floor.CommandsAsync()).OfType<RingParty>(), Is.Empty);
        var offer = (await Floor.DeskAsync(console))["offer"]!;
        var path = $"/api/calls/offers/{(string?)offer["reservationId"]}/accept";

        Assert.That(
            await Floor.Refused(console, path, new { version = 7 }),
            Is.EqualTo((HttpStatusCode.Conflict, "stale-version")));
        await Floor.Post(console, path, new { version = (int)offer["version"]! });

        var ring = await floor.CommandAsync<RingParty>("c1");
        Assert.That(ring.AutoAnswer, Is.True);
        Assert.That(
            await Floor.Refused(console, path, new { version = (int)offer["version"]! }),
            Is.EqualTo((HttpStatusCode.Conflict, "stale-version")));
        await floor.AnsweredAsync("c1", ring.Leg);
        Assert.That(await Floor.StateAsync(console), Is.EqualTo("talking"));
    }

    [Test]
    public async Task A_break_asked_for_during_a_call_begins_after_it_and_can_be_cancelled()
    {
        using var console = await floor.ReadyAsync("1001");
        await floor.ArriveAsync("c1");
        await floor.AnsweredAsync("c1", (await floor.CommandAsync<RingParty>("c1")).Leg);

        var view = await Floor.Post(console, "/api/calls/me/state", new { state = "notReady", reason = "meal" });
        Assert.That((string?)view!["state"], Is.EqualTo("talking"));
        Assert.That((string?)view["pending"]!["reason"], Is.EqualTo("meal"));

        await floor.LeftAsync("c1", "c1-citizen");
        await Floor.Post(console, "/api/calls/me/wrap-up", new { code = "other", finish = true });
        var agent = (await Floor.DeskAsync(console))["agent"]!;
        Assert.That(((string?)agent["state"], (string?)agent["reason"]), Is.EqualTo(("notReady", "meal")));
    }

    [Test]
    public async Task Ten_agents_who_accept_one_offer_at_once_make_one_conversation()
    {
        using var console = await floor.ReadyAsync("1001", "autoAnswer");
        await floor.ArriveAsync("c1");
        var offer = (await Floor.DeskAsync(console))["offer"]!;
        var path = $"/api/calls/offers/{(string?)offer["reservationId"]}/accept";

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Floor.Refused(console, path, new { version = 1 })));

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.Conflict), Is.EqualTo(9));
        Assert.That((await floor.CommandsAsync()).OfType<RingParty>().Count(), Is.EqualTo(1));
    }

    private async Task<IReadOnlyList<string>> StatesAsync(params string[] types)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        return [.. await connection.QueryAsync<string>(
            "select state from calls.commands where type = any(@types)", new { types })];
    }
}
