using System.Text.Json.Nodes;
using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Floor;

/// <summary>A citizen dials on a real Asterisk, and the right thing happens on real telephones, consoles and in the database.</summary>
[Category("RealCall")]
public sealed class RealCallTests
{
    private RealFloor floor = null!;

    [OneTimeSetUp]
    public async Task Start() => floor = await RealFloor.StartAsync();

    [SetUp]
    public Task Empty() => floor.EmptyAsync();

    [OneTimeTearDown]
    public async Task Stop() => await floor.DisposeAsync();

    [TestCase("12315", "12315", "market")]
    [TestCase("12345", "12345", "general")]
    [TestCase("12333", "12333", "department-social")]
    [TestCase("074612331", "12331", "market")]
    [TestCase("8366110", null, "general", Description = "An unknown number is answered all the same")]
    public async Task A_dialled_number_reaches_the_queue_of_its_line(string dialled, string? line, string queue)
    {
        var citizen = Sipp.Call(
            floor.Asterisk, new SippCall(dialled, Caller: $"1390000{dialled.Length:0000}", Ring: TimeSpan.FromSeconds(4)),
            "caller-gives-up");
        await using (citizen)
        {
            var call = await floor.CallBecomesAsync("state", "queued", 4);
            Assert.That((string?)call["line"], Is.EqualTo(line));
            Assert.That((string?)call["queue"], Is.EqualTo(queue));
            Assert.That((string?)call["dialled"], Is.EqualTo(dialled));
            await citizen.EndAsync();
        }

        Assert.That((string?)(await floor.CallBecomesAsync("state", "ended"))["outcome"], Is.EqualTo("abandoned"));
    }

    [Test]
    public async Task An_agents_phone_rings_answers_and_both_hear_one_another()
    {
        await using var phone = await floor.PhoneAsync(1001);
        var agent = await floor.ReadyAsync(1001);
        await using var console = await floor.WatchAsync("1001");
        var id = (string?)(await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<JsonNode>(agent, "/api/calls/me"))!
            ["agent"]!["id"];
        var desk = await console.WatchAsync($"agent:{id}");

        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12315", Talk: TimeSpan.FromSeconds(3), Audio: true));
        await floor.CallBecomesAsync("state", "connected", 5);

        Assert.That(await RealFloor.StateAsync(agent), Is.EqualTo("talking"));
        await Until.TrueAsync(
            () => desk.Items.TryGetValue("call", out var item) && item.Contains("\"connected\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(1), "the agent's console shows the call");
        await Until.TrueAsync(
            async _ => await floor.ChannelsAsync() == (2, 2), TimeSpan.FromSeconds(2), "both are in one bridge");
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);
        var call = await floor.CallBecomesAsync("state", "ended");
        Assert.That(((string?)call["outcome"], (string?)call["ending"]!["reason"]), Is.EqualTo(("answered", "hangup")));
        await RealFloor.AgentBecomesAsync(agent, "wrapUp");
        await RealFloor.PostAsync(agent, "/api/calls/me/wrap-up", new { code = "answered", finish = true });
        Assert.That(await RealFloor.StateAsync(agent), Is.EqualTo("ready"));
        await Until.TrueAsync(
            async _ => await floor.ChannelsAsync() == (0, 0), TimeSpan.FromSeconds(2), "nothing is left on the PBX");
    }

    [Test]
    public async Task A_caller_who_gives_up_while_the_agent_rings_frees_the_agent()
    {
        await using var phone = await floor.PhoneAsync(1001, "phone-silent", ring: TimeSpan.FromSeconds(20));
        var agent = await floor.ReadyAsync(1001);

        var result = await Sipp.CallToEndAsync(
            floor.Asterisk, new SippCall("12345", Ring: TimeSpan.FromSeconds(2)), "caller-gives-up");

        Assert.That(result.Created, Is.EqualTo(1));
        Assert.That((string?)(await floor.CallBecomesAsync("state", "ended"))["outcome"], Is.EqualTo("abandoned"));
        await RealFloor.AgentBecomesAsync(agent, "ready");
    }

    [Test]
    public async Task An_agent_who_does_not_answer_loses_the_offer_and_the_next_agent_gets_it()
    {
        await using var silent = await floor.PhoneAsync(1001, "phone-silent", ring: TimeSpan.FromSeconds(2));
        await using var phone = await floor.PhoneAsync(1002);
        var first = await floor.ReadyAsync(1001);
        var second = await floor.ReadyAsync(1002);

        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(3)));
        await floor.CallBecomesAsync("state", "connected", 8);

        Assert.That(await RealFloor.StateAsync(second), Is.EqualTo("talking"));
        Assert.That(await RealFloor.StateAsync(first), Is.EqualTo("ready"));
        await citizen.EndAsync();
        await floor.CallBecomesAsync("outcome", "answered");
    }

    [TestCase("phone-busy")]
    [TestCase("phone-declines")]
    public async Task An_agent_whose_phone_refuses_is_passed_over(string scenario)
    {
        await using var refusing = await floor.PhoneAsync(1001, scenario, ring: TimeSpan.FromMilliseconds(300));
        await using var phone = await floor.PhoneAsync(1002);
        await floor.ReadyAsync(1001);
        var second = await floor.ReadyAsync(1002);

        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(3)));
        await RealFloor.AgentBecomesAsync(second, "talking", 5);

        await citizen.EndAsync();
        await floor.CallBecomesAsync("outcome", "answered");
    }

    [Test]
    public async Task An_agent_whose_phone_cannot_be_reached_is_set_not_ready_and_the_caller_goes_on()
    {
        await using var phone = await floor.PhoneAsync(1002);
        var first = await floor.SignInAsync("1001");
        await RealFloor.PostAsync(first, "/api/calls/me/log-in", new { phone = "PJSIP/nobody", phoneMode = "rings" });
        await RealFloor.PostAsync(first, "/api/calls/me/state", new { state = "ready" });
        var second = await floor.ReadyAsync(1002);

        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(2)));
        await RealFloor.AgentBecomesAsync(second, "talking", 5);

        await RealFloor.AgentBecomesAsync(first, "notReady");
        await citizen.EndAsync();
        await floor.CallBecomesAsync("outcome", "answered");
    }

    [Test]
    public async Task An_agent_who_hangs_up_first_ends_the_call()
    {
        await using var phone = await floor.PhoneAsync(1001, talk: TimeSpan.FromSeconds(1));
        var agent = await floor.ReadyAsync(1001);

        Assert.That(
            (await Sipp.CallToEndAsync(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(20)))).ExitCode, Is.Zero);

        var call = await floor.CallBecomesAsync("state", "ended");
        Assert.That(
            ((string?)call["outcome"], (string?)call["ending"]!["reason"]), Is.EqualTo(("answered", "agent_hangup")));
        await RealFloor.AgentBecomesAsync(agent, "wrapUp");
    }

    [Test]
    public async Task An_agent_holds_retrieves_and_ends_the_call_on_the_console()
    {
        await using var phone = await floor.PhoneAsync(1001);
        var agent = await floor.ReadyAsync(1001);
        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(30)));
        var id = (string?)(await floor.CallBecomesAsync("state", "connected", 5))["id"];

        await RealFloor.PostAsync(agent, $"/api/calls/calls/{id}/hold", new { });
        await floor.CallBecomesAsync("state", "held");
        await RealFloor.PostAsync(agent, $"/api/calls/calls/{id}/retrieve", new { });
        await floor.CallBecomesAsync("state", "connected");
        await RealFloor.PostAsync(agent, $"/api/calls/calls/{id}/end", new { });

        await citizen.EndAsync();
        await floor.CallBecomesAsync("outcome", "answered");
        await RealFloor.AgentBecomesAsync(agent, "wrapUp");
    }

    [Test]
    public async Task A_sub_centre_that_answers_has_the_call()
    {
        await using var centre = await Sipp.AnswerAsync(
            floor.Asterisk.SubcenterPort, new SippCall(Calls: null, Talk: TimeSpan.FromSeconds(2)));

        Assert.That(
            (await Sipp.CallToEndAsync(floor.Asterisk, new SippCall("12366", Talk: TimeSpan.FromSeconds(20)))).ExitCode, Is.Zero);

        Assert.That((string?)(await floor.CallBecomesAsync("state", "ended"))["outcome"], Is.EqualTo("forwarded"));
    }

    [Test]
    public async Task A_sub_centre_that_does_not_answer_gives_the_call_back_to_12345()
    {
        await using var centre = await Sipp.AnswerAsync(
            floor.Asterisk.SubcenterPort, new SippCall(Calls: null), "phone-busy");
        await using var phone = await floor.PhoneAsync(1001);
        var agent = await floor.ReadyAsync(1001);

        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12366", Talk: TimeSpan.FromSeconds(2)));
        await RealFloor.AgentBecomesAsync(agent, "talking", 6);

        await citizen.EndAsync();
        var call = await floor.CallBecomesAsync("state", "ended");
        Assert.That(
            ((string?)call["outcome"], (string?)call["line"], (string?)call["queue"]),
            Is.EqualTo(("answered", "12366", "general")));
    }

    [Test]
    public async Task An_agent_passes_a_call_on_to_a_sub_centre()
    {
        await using var centre = await Sipp.AnswerAsync(
            floor.Asterisk.SubcenterPort, new SippCall(Calls: null, Talk: TimeSpan.FromSeconds(2)));
        await using var phone = await floor.PhoneAsync(1001);
        var agent = await floor.ReadyAsync(1001);
        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(20)));
        var id = (string?)(await floor.CallBecomesAsync("state", "connected", 5))["id"];

        await RealFloor.PostAsync(agent, $"/api/calls/calls/{id}/forward", new { line = "12366" });

        await floor.CallBecomesAsync("state", "forwarded", 3);
        await RealFloor.AgentBecomesAsync(agent, "wrapUp");
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);
        await floor.CallBecomesAsync("state", "ended");
    }

    [Test]
    public async Task An_agents_telephone_transfers_a_call_to_a_sub_centre()
    {
        await using var centre = await Sipp.AnswerAsync(
            floor.Asterisk.SubcenterPort, new SippCall(Calls: null, Talk: TimeSpan.FromSeconds(2)));
        await using var phone = await Sipp.AnswerAsync(
            floor.Asterisk.PortOf(1001), new SippCall("12366", Calls: null, Talk: TimeSpan.FromMilliseconds(500)), "phone-transfers");
        var agent = await floor.ReadyAsync(1001);
        await using var citizen = Sipp.Call(floor.Asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(20)));

        await floor.CallBecomesAsync("state", "forwarded", 6);

        await RealFloor.AgentBecomesAsync(agent, "wrapUp");
        var told = await File.ReadAllTextAsync(phone.MessagesFile);
        Assert.That(told, Does.Contain("SIP/2.0 200 OK").And.Contain("message/sipfrag"), "the telephone is told that it is done");
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);
        Assert.That((string?)(await floor.CallBecomesAsync("state", "ended"))["outcome"], Is.EqualTo("forwarded"));
    }

    [Test]
    public async Task A_missed_caller_is_called_back_in_a_quiet_moment()
    {
        await Sipp.CallToEndAsync(
            floor.Asterisk, new SippCall("12345", Caller: "13907461234", Ring: TimeSpan.FromSeconds(5)), "caller-gives-up");
        await floor.CallBecomesAsync("outcome", "abandoned");
        Assert.That(await floor.ScalarAsync<long>("select count(*) from calls.callbacks where state = 'open'"), Is.EqualTo(1));
        await using var citizen = await Sipp.AnswerAsync(
            floor.Asterisk.TrunkPort, new SippCall(Calls: null, Talk: TimeSpan.FromSeconds(2)));
        await using var phone = await floor.PhoneAsync(1001);
        await floor.ReadyAsync(1001);

        await Until.TrueAsync(
            async _ => await floor.ScalarAsync<long>("select count(*) from calls.callbacks where result = 'answered'") == 1,
            TimeSpan.FromSeconds(20), "the citizen was called back and answered");
    }
}
