using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Floor;

/// <summary>Hosts die while citizens wait, ring and talk on a real Asterisk; nobody's place or conversation is lost.</summary>
[Category("RealCall")]
public sealed class HostsDieTests
{
    [Test]
    public async Task Whoever_waits_or_talks_when_the_connected_host_is_killed_goes_on_with_the_other()
    {
        await using var floor = await RealFloor.StartAsync(hosts: 2);
        await using var phone = await floor.PhoneAsync(1001, talk: TimeSpan.FromSeconds(60));
        var agent = await floor.ReadyAsync(1001);
        await using var talker = Sipp.Call(
            floor.Asterisk, new SippCall("12345", Caller: "13900000001", Talk: TimeSpan.FromSeconds(12)));
        await RealFloor.AgentBecomesAsync(agent, "talking", 6);
        await using var waiter = Sipp.Call(
            floor.Asterisk, new SippCall("12345", Caller: "13900000002", Talk: TimeSpan.FromSeconds(60)));
        await floor.CallBecomesAsync("state", "queued", 4);
        var arrived = await floor.ScalarAsync<DateTime>("select arrived_at from calls.calls where caller_shown like '%0002'");

        var owner = await floor.ScalarAsync<string>("select host from telephony.source_leases");
        var connected = floor.Hosts.Single(host => owner.EndsWith($"/{host.Id}", StringComparison.Ordinal));
        await connected.KillAsync();
        await Until.TrueAsync(
            async _ => await floor.ScalarAsync<string>("select host from telephony.source_leases") != owner,
            TimeSpan.FromSeconds(10), "the other host has taken the connection over");

        // The talker's own hang-up is heard by the other host; the agent then serves the one who waited.
        Assert.That((await talker.EndAsync()).ExitCode, Is.Zero);
        await Until.TrueAsync(
            async _ => await floor.ScalarAsync<string>("select state from calls.calls where caller_shown like '%0001'") == "ended",
            TimeSpan.FromSeconds(3), "the conversation's end was heard");
        Assert.That(
            await floor.ScalarAsync<DateTime>("select arrived_at from calls.calls where caller_shown like '%0002'"), Is.EqualTo(arrived));
        var survivor = floor.Hosts.FindIndex(host => !host.HasExited);
        var console = await floor.SignInAsync("1001", survivor);
        await RealFloor.PostAsync(console, "/api/calls/me/log-in", new { });
        await RealFloor.PostAsync(console, "/api/calls/me/wrap-up", new { code = "answered", finish = true });
        await RealFloor.AgentBecomesAsync(console, "talking", 6);
        var second = await floor.ScalarAsync<Guid>("select id from calls.calls where caller_shown like '%0002'");
        await RealFloor.PostAsync(console, $"/api/calls/calls/{second}/end", new { });
        Assert.That((await waiter.EndAsync()).Created, Is.EqualTo(1));
        Assert.That(
            await floor.ScalarAsync<long>("select count(*) from calls.calls where outcome = 'answered' and ended_at is not null"),
            Is.EqualTo(2), "Both callers were answered, each once.");
    }
}
