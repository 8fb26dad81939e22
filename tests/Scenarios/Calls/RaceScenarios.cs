using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>What the history checker found: words that come late, and rows that somebody else has at that moment.</summary>
public sealed class RaceScenarios
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
    public async Task A_caller_whose_row_is_being_changed_holds_up_nobody_and_is_served_right_after()
    {
        var early = await floor.ArriveAsync("early");
        var late = await floor.ArriveAsync("late", caller: "+8613800000002");
        await using var other = new NpgsqlConnection(host.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"select 1 from calls.calls where id = '{early}' for update", other, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using var first = await floor.ReadyAsync("1001");
        using var second = await floor.ReadyAsync("1002");
        Assert.That((string?)(await Floor.DeskAsync(first))["offer"]!["callId"], Is.EqualTo(late.ToString()));
        Assert.That(await Floor.StateAsync(second), Is.EqualTo("ready"));

        // Shorter than the sweep's second.
        await transaction.RollbackAsync();
        await Assert.ThatAsync(
            () => Floor.StateAsync(second), Is.EqualTo("reserved").After(700).MilliSeconds.PollEvery(20).MilliSeconds);
        Assert.That((string?)(await Floor.DeskAsync(second))["offer"]!["callId"], Is.EqualTo(early.ToString()));
    }

    [Test]
    public async Task What_is_said_of_a_call_after_its_end_misses_it_no_second_time()
    {
        await floor.ArriveAsync("c1", at: TimeProvider.System.GetUtcNow().AddSeconds(-10));
        await floor.LeftAsync("c1", "c1-citizen");
        await floor.LeftAsync("c1", "c1-citizen");
        await floor.ApplyAsync(new CallEnded(floor.Stamp(), "c1", new Ending(EndedBy.Party, "hangup")));

        Assert.That((int)(await OnlyCallbackAsync())["missedCalls"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_said_of_an_ended_attempt_does_not_end_the_next_one()
    {
        await floor.ArriveAsync("c1", at: TimeProvider.System.GetUtcNow().AddSeconds(-10));
        await floor.LeftAsync("c1", "c1-citizen");
        await host.ExecuteAsync("""
            update calls.callbacks set state = 'dialling', attempts = 2, call_id = '01a20000-0000-7000-8000-000000000000';
            update calls.calls set direction = 'callback', callback_id = (select id from calls.callbacks);
            """);
        await floor.ApplyAsync(new CallEnded(floor.Stamp(), "c1", new Ending(EndedBy.Party, "hangup")));

        Assert.That((string?)(await OnlyCallbackAsync())["state"], Is.EqualTo("dialling"));
    }

    [Test]
    public async Task Word_of_an_earlier_conversation_does_not_settle_the_command_for_the_next_one()
    {
        using var first = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1");
        var firstLeg = (await floor.CommandAsync<RingParty>("c1")).Leg;
        await floor.AnsweredAsync("c1", firstLeg);
        await Floor.Post(first, $"/api/calls/calls/{id}/requeue");
        using var second = await floor.ReadyAsync("1002");
        var secondLeg = (await floor.CommandAsync<RingParty>("c1")).Leg;
        await floor.AnsweredAsync("c1", secondLeg);

        await floor.ApplyAsync(new PartiesBridged(floor.Stamp(), "c1", ["c1-citizen", firstLeg]));

        Assert.That(
            (await floor.CommandsAsync()).OfType<ConnectParties>().Select(command => command.Legs[1]), Is.EqualTo((string[])[secondLeg]));
    }

    [Test]
    public async Task A_prompt_that_ended_does_not_settle_the_next_one()
    {
        await floor.ArriveAsync("c1", route: new CallRoute("12345", "政务服务便民热线",
            [new NoticeStep("number-retired"), new QueueStep("general", "line-12345", null)]));
        await floor.ApplyAsync(new PromptFinished(floor.Stamp(), "c1", "c1-citizen", "number-retired"));
        await floor.ApplyAsync(new PromptFinished(floor.Stamp(), "c1", "c1-citizen", "number-retired"));

        Assert.That(
            (await floor.CommandsAsync()).OfType<PlayPrompt>().Select(command => command.Prompt), Is.EqualTo((string[])["line-12345"]));
    }

    [Test]
    public async Task A_call_whose_end_is_told_before_its_arrival_is_missed_once_and_rings_nowhere()
    {
        using var agent = await floor.ReadyAsync("1001");
        var began = TimeProvider.System.GetUtcNow().AddSeconds(-10);
        await floor.LeftAsync("c1", "c1-citizen");
        await floor.ApplyAsync(new CallEnded(floor.Stamp(), "c1", new Ending(EndedBy.Party, "hangup")));
        var id = await floor.ArriveAsync("c1", at: began, route: new CallRoute("12366", "税务", [new ForwardStep("12366@trunk", 20, null)]));

        var call = (await floor.CallAsync(id))["call"]!;
        Assert.That(((string?)call["state"], (string?)call["outcome"]), Is.EqualTo(("ended", "abandoned")));
        Assert.That(await floor.CommandsAsync(), Is.Empty);
        Assert.That((int)(await OnlyCallbackAsync())["missedCalls"]!, Is.EqualTo(1));
        Assert.That(await Floor.StateAsync(agent), Is.EqualTo("ready"));
    }

    [Test]
    public async Task A_callback_is_not_given_away_before_the_citizen_is_reached()
    {
        using var agent = await floor.ReadyAsync("1001");
        var (id, _, _) = await floor.CallBackAsync();

        foreach (var act in (string[])["requeue", "hold", "forward"])
        {
            Assert.That(
                await Floor.Refused(agent, $"/api/calls/calls/{id}/{act}", new { line = "12366" }),
                Is.EqualTo((HttpStatusCode.Conflict, "citizen-not-reached")));
        }

        Assert.That(await floor.StateAsync(id), Is.EqualTo("connected"));
    }

    [Test]
    public async Task A_citizen_called_back_who_is_given_back_waits_with_music_before_later_callers()
    {
        using var agent = await floor.ReadyAsync("1001");
        var (id, _, citizen) = await floor.CallBackAsync();
        await floor.AnsweredAsync(citizen.Call, citizen.Leg);
        await Floor.Post(agent, $"/api/calls/calls/{id}/requeue");
        await floor.ArriveAsync("later", caller: "+8613800000002");

        Assert.That((await floor.CommandAsync<PlayMusic>(citizen.Call)).Leg, Is.EqualTo(citizen.Leg));
        using var next = await floor.ReadyAsync("1002");
        var ring = await floor.CommandAsync<RingParty>(citizen.Call);
        await floor.AnsweredAsync(citizen.Call, ring.Leg);
        Assert.That((await floor.CommandAsync<ConnectParties>(citizen.Call)).Legs, Is.EqualTo((string[])[citizen.Leg, ring.Leg]));
    }

    [Test]
    public async Task A_citizen_called_back_who_answers_while_the_agents_telephone_holds_is_connected()
    {
        using var agent = await floor.ReadyAsync("1001");
        var (_, leg, citizen) = await floor.CallBackAsync();
        await floor.ApplyAsync(new PartyHeld(floor.Stamp(), citizen.Call, leg));
        await floor.AnsweredAsync(citizen.Call, citizen.Leg);

        Assert.That((await floor.CommandAsync<ConnectParties>(citizen.Call)).Legs, Is.EqualTo((string[])[citizen.Leg, leg]));
    }

    [Test]
    public async Task How_long_a_queue_is_can_be_asked_while_it_is_being_matched()
    {
        await host.ExecuteAsync("update calls.queues set max_length = 1 where key = 'market'");
        using (var leader = await host.SignInAsync("leader"))
        {
            // Whoever looks at the settings has the host read them.
            await leader.GetFromJsonAsync<JsonArray>("/api/calls/queues");
        }

        await floor.ArriveAsync("first", "market");
        await using var other = new NpgsqlConnection(host.ConnectionString);
        await other.OpenAsync();
        await using var matching = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(7310, hashtext('market'))", other, matching))
        {
            await hold.ExecuteNonQueryAsync();
        }

        // The queue is full, so that this one is matched in another.
        var id = await floor.ArriveAsync("second", "market", "+8613800000002").WaitAsync(TimeSpan.FromSeconds(5));

        Assert.That((string?)(await floor.CallAsync(id))["call"]!["queue"], Is.Not.EqualTo("market"));
    }

    [Test]
    public async Task A_host_that_stands_still_in_a_turn_does_not_hold_up_the_others()
    {
        using var agent = await floor.ReadyAsync("1001");
        await using var frozen = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var turn = await frozen.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(7310, hashtext('general'))", frozen, turn))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await floor.ArriveAsync("c1").WaitAsync(TimeSpan.FromSeconds(5));

        Assert.That(await Floor.StateAsync(agent), Is.EqualTo("reserved"));
    }

    [Test]
    public async Task When_a_PBX_comes_back_nobody_who_arrives_then_is_served_before_those_who_waited()
    {
        var signals = host.Services.GetRequiredService<ICallSignals>();
        await signals.SetSourceStateAsync(Floor.Source, SourceState.Suspect, CancellationToken.None);
        var early = await floor.ArriveAsync("early", "market");
        using var agent = await floor.ReadyAsync("1001");
        Task up;
        await using (var other = new NpgsqlConnection(host.ConnectionString))
        {
            await other.OpenAsync();
            await using var matching = await other.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(7310, hashtext('market'))", other, matching))
            {
                await hold.ExecuteNonQueryAsync();
            }

            up = signals.SetSourceStateAsync(Floor.Source, SourceState.Up, CancellationToken.None);
            await Until.TrueAsync(async _ => await SomebodyWaitsAsync(other), TimeSpan.FromSeconds(5), "the PBX's coming back waits");
            await floor.ArriveAsync("late", caller: "+8613800000002").WaitAsync(TimeSpan.FromSeconds(5));
        }

        await up;
        Assert.That((string?)(await Floor.DeskAsync(agent))["offer"]!["callId"], Is.EqualTo(early.ToString()));
    }

    [Test]
    public async Task Noting_commands_as_sent_waits_for_no_turn_that_settles_one_of_them()
    {
        await floor.ArriveAsync("c1");
        var told = (await floor.CommandsAsync()).Select(command => command.Id).ToArray();
        var commands = host.Services.GetRequiredService<ICallCommands>();
        await using (var other = new NpgsqlConnection(host.ConnectionString))
        {
            await other.OpenAsync();
            await using var turn = await other.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand($"select 1 from calls.commands where id = '{told[0]}' for update", other, turn))
            {
                await hold.ExecuteNonQueryAsync();
            }

            await commands.MarkSentAsync(told, done: false, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2));
        }

        Assert.That((await floor.CommandsAsync()).Select(command => command.Id), Is.EqualTo(told[..1]));
        await commands.MarkSentAsync(told, done: false, CancellationToken.None);
        Assert.That(await floor.CommandsAsync(), Is.Empty);
    }

    private static async Task<bool> SomebodyWaitsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            select count(*) > 0
            from pg_locks l
            join pg_database d on d.oid = l.database
            where l.locktype = 'advisory' and not l.granted and d.datname = current_database()
            """, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<JsonNode> OnlyCallbackAsync()
    {
        using var leader = await host.SignInAsync("leader");
        return (await leader.GetFromJsonAsync<JsonArray>("/api/calls/callbacks"))!.Single()!;
    }
}
