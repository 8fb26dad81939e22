using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Conformance;
using ContactCenter.Scenarios.Calls;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>Commands reach a PBX of the event API, and what it says of its own legs is understood.</summary>
public sealed class CommandScenarios
{
    private static readonly string[] BothLegs = ["named-call-citizen", "PBX-LEG-7"];

    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await ContactCenterHost.StartAsync(
        new KeyValuePair<string, string>("Telephony:EventApi:CommandsExpireAfter", "00:00:03"),
        new KeyValuePair<string, string>("Telephony:EventApi:SilentFor", "00:00:02"));

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Commands_are_pushed_signed_and_in_the_order_of_their_call_and_again_after_a_failure()
    {
        await using var callback = await CallbackServer.StartAsync();
        var fails = 2;
        callback.Answer = posted => posted.Call == "push-call" && Interlocked.Decrement(ref fails) >= 0
            ? HttpStatusCode.ServiceUnavailable
            : HttpStatusCode.OK;
        var pbx = await host.AdmitAsync("pushed-1", callback.Url);
        await AcceptedAsync(pbx, pbx.Arrival("push-call", 1));

        await Assert.ThatAsync(
            () => Task.FromResult(callback.Received.Select(one => one.Type)),
            Does.Contain("command.playMusic").After(10).Seconds.PollEvery(50).MilliSeconds);
        var received = callback.Received.Where(one => one.Call == "push-call").ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(received.Select(one => one.IsSignedBy(pbx)), Has.All.True);
            Assert.That(received.Select(one => one.IdempotencyKey), Is.EqualTo(received.Select(one => (string?)one.Json["id"])));
            Assert.That(received.Length, Is.GreaterThan(3), "The failed ones came again.");
            Assert.That(
                received.DistinctBy(one => one.Id).Select(one => (long)one.Json["position"]!), Is.Ordered,
                "No command overtakes another one of its call.");
        });
        await AcceptedAsync(pbx, pbx.End("push-call", 2));
    }

    [Test]
    public async Task A_PBX_that_cannot_be_reached_lets_the_call_know_that_the_command_failed()
    {
        var pbx = await host.AdmitAsync("deaf-1", "http://127.0.0.1:9/nobody");
        await AcceptedAsync(pbx, pbx.Arrival("deaf-call", 1));
        await Assert.ThatAsync(
            () => JournalAsync(pbx), Does.Contain("command.failed").After(15).Seconds.PollEvery(100).MilliSeconds);
        await AcceptedAsync(pbx, pbx.End("deaf-call", 2));
    }

    [Test]
    public async Task A_snapshot_is_asked_for_when_events_are_missing()
    {
        await using var callback = await CallbackServer.StartAsync();
        var pbx = await host.AdmitAsync("gappy-1", callback.Url);
        await AcceptedAsync(pbx, pbx.Arrival("gappy-call", 1));
        await AcceptedAsync(pbx, pbx.End("gappy-call", 3));
        await Assert.ThatAsync(
            () => Task.FromResult(callback.Received.Select(one => one.Type)),
            Does.Contain("source.snapshot_requested").After(10).Seconds.PollEvery(50).MilliSeconds);
    }

    [Test]
    public async Task An_agents_leg_may_have_the_PBXs_own_name_and_the_whole_call_goes_through()
    {
        var pbx = await host.AdmitAsync("named-1");
        await BeatAsync(pbx);
        using var agent = await new Floor(host).ReadyAsync("1001");
        await AcceptedAsync(pbx, pbx.Arrival("named-call", 1));

        var ring = await CommandAsync(pbx, "command.ringParty");
        var leg = new JsonObject
        {
            ["callId"] = "named-call", ["legId"] = "PBX-LEG-7", ["correlationId"] = (string)ring["id"]!, ["state"] = "alerting",
        };
        await AcceptedAsync(pbx, pbx.Event("call.leg.state_changed", leg, 2));
        await AcceptedAsync(pbx, pbx.Leg("named-call", "PBX-LEG-7", "answered", 3));

        var connect = await CommandAsync(pbx, "command.connectParties");
        Assert.That(
            connect["data"]!["legs"]!.AsArray().Select(one => (string?)one), Is.EquivalentTo(BothLegs),
            "The PBX is told by its own names.");
        await AcceptedAsync(pbx, pbx.Event(
            "call.leg.state_changed",
            new JsonObject
            {
                ["callId"] = "named-call", ["legId"] = "PBX-LEG-7", ["peerLegId"] = "named-call-citizen", ["state"] = "bridged",
            },
            4));
        await Assert.ThatAsync(() => Floor.StateAsync(agent), Is.EqualTo("talking").After(10).Seconds.PollEvery(50).MilliSeconds);

        await AcceptedAsync(pbx, pbx.End("named-call", 5));
        await Assert.ThatAsync(() => Floor.StateAsync(agent), Is.EqualTo("wrapUp").After(10).Seconds.PollEvery(50).MilliSeconds);
    }

    [Test]
    public async Task A_silent_PBX_is_suspect_and_comes_back_by_itself()
    {
        var pbx = await host.AdmitAsync("silent-1");
        await BeatAsync(pbx);
        await Assert.ThatAsync(() => StateAsync("silent-1"), Is.EqualTo("up").After(10).Seconds.PollEvery(50).MilliSeconds);
        await Assert.ThatAsync(() => StateAsync("silent-1"), Is.EqualTo("suspect").After(15).Seconds.PollEvery(50).MilliSeconds);
        await BeatAsync(pbx);
        await Assert.ThatAsync(() => StateAsync("silent-1"), Is.EqualTo("up").After(10).Seconds.PollEvery(50).MilliSeconds);
    }

    private async Task<string> StateAsync(string source)
    {
        using var administrator = await host.SignInAsync("admin");
        var listed = (await administrator.GetFromJsonAsync<JsonNode>("/api/telephony/sources"))!;
        return (string)listed["sources"]!.AsArray().Single(one => (string?)one!["source"] == source)!["state"]!;
    }

    private static async Task AcceptedAsync(Pbx pbx, JsonNode made)
    {
        var answer = await pbx.PostAsync(made, CancellationToken.None);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Accepted), answer.ToString());
    }

    private static async Task BeatAsync(Pbx pbx)
    {
        var answer = await pbx.SendAsync(
            new Message($"sources/{pbx.Source}/heartbeat", Pbx.Bytes(new JsonObject { ["time"] = pbx.Clock.GetUtcNow().ToString("O") })),
            CancellationToken.None);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.ToString());
    }

    /// <summary>The first command of a type that is handed out, with those before it confirmed on the way.</summary>
    private static async Task<JsonNode> CommandAsync(Pbx pbx, string type)
    {
        JsonNode? found = null;
        await Assert.ThatAsync(
            async () =>
            {
                var page = (await pbx.GetAsync($"commands?source={pbx.Source}&after=0&wait=1", CancellationToken.None)).Json;
                found = page["commands"]!.AsArray().FirstOrDefault(one => (string?)one!["type"] == type);
                return found;
            },
            Is.Not.Null.After(15).Seconds.PollEvery(50).MilliSeconds);
        return found!;
    }

    private static async Task<string> JournalAsync(Pbx pbx) =>
        (await pbx.GetAsync($"events?source={pbx.Source}", CancellationToken.None)).Text;
}
