using ContactCenter.Contracts.Calls;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>An agent's telephone asks for a transfer of its own: it is done as the console would do it.</summary>
public sealed class TransferScenarios
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

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_transfer_to_a_line_with_a_centre_behind_it_connects_the_citizen_there_and_frees_the_agent(bool attended)
    {
        using var agent = await floor.ReadyAsync("1001");
        var (id, leg) = await TalkAsync();

        Assert.That(await AskAsync(leg, "12366", attended), Is.EqualTo(SignalOutcome.Applied));

        Assert.That((await floor.CommandAsync<HangUpParty>("c1")).Leg, Is.EqualTo(leg));
        Assert.That(await Floor.StateAsync(agent), Is.EqualTo("wrapUp"));
        var ring = await floor.CommandAsync<RingParty>("c1");
        Assert.That(ring.Address, Does.StartWith("12366@"));
        await floor.AnsweredAsync("c1", ring.Leg);
        Assert.That((await floor.CommandAsync<ConnectParties>("c1")).Legs, Is.EqualTo((string[])["c1-citizen", ring.Leg]));
        Assert.That(await floor.StateAsync(id), Is.EqualTo("forwarded"));
    }

    [Test]
    public async Task A_citizen_whom_nobody_answers_over_there_comes_back_to_the_same_agent()
    {
        using var agent = await floor.ReadyAsync("1001");
        var (_, leg) = await TalkAsync();
        using var other = await floor.ReadyAsync("1002");
        await AskAsync(leg, "12366");
        await Floor.Post(agent, "/api/calls/me/wrap-up", new { code = "transferred", finish = true });

        await floor.LeftAsync("c1", (await floor.CommandAsync<RingParty>("c1")).Leg, "no_answer");

        Assert.That(await Floor.StateAsync(agent), Is.EqualTo("reserved"));
        Assert.That(await Floor.StateAsync(other), Is.EqualTo("ready"));
    }

    [TestCase("12315", "queued", "market")]
    [TestCase("13900000001", "forwarding", null)]
    public async Task A_number_leads_to_our_own_line_or_is_dialled(string target, string state, string? queue)
    {
        using var agent = await floor.ReadyAsync("1001");
        var (id, leg) = await TalkAsync();

        await AskAsync(leg, target);

        var call = (await floor.CallAsync(id))["call"]!;
        Assert.That(((string?)call["state"], (string?)call["queue"]), Is.EqualTo((state, queue)));
    }

    [Test]
    public async Task What_cannot_be_done_leaves_citizen_and_agent_together()
    {
        using var agent = await floor.ReadyAsync("1001");
        var (id, leg) = await TalkAsync();

        Assert.That(await AskAsync(leg, "nobody"), Is.EqualTo(SignalOutcome.Anomaly));
        Assert.That(await AskAsync("c1-citizen", "12366"), Is.EqualTo(SignalOutcome.Anomaly));

        Assert.That(
            (await floor.CommandsAsync()).OfType<ConnectParties>().Select(command => command.Legs),
            Is.All.EqualTo((string[])["c1-citizen", leg]).And.Exactly(2).Items);
        Assert.That((await floor.CommandsAsync()).OfType<HangUpParty>(), Is.Empty);
        Assert.That(await floor.StateAsync(id), Is.EqualTo("connected"));
    }

    private async Task<(Guid Call, string Leg)> TalkAsync()
    {
        var id = await floor.ArriveAsync("c1");
        var leg = (await floor.CommandAsync<RingParty>("c1")).Leg;
        await floor.AnsweredAsync("c1", leg);
        return (id, leg);
    }

    private Task<SignalOutcome> AskAsync(string leg, string target, bool attended = false) =>
        floor.ApplyAsync(new TransferAsked(floor.Stamp(), "c1", leg, target, attended));
}
