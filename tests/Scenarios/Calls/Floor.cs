using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>A hotline's floor: citizens who call through a PBX called <c>test</c>, agents at their consoles, a shift leader.</summary>
internal sealed class Floor(ContactCenterHost host)
{
    internal const string Source = "test";

    private int signals;

    private ICallSignals Signals => host.Services.GetRequiredService<ICallSignals>();

    /// <summary>Nobody has called yet and nobody is signed in: how each test finds the floor.</summary>
    internal Task<int> EmptyAsync() => host.ExecuteAsync("""
        truncate calls.calls, calls.legs, calls.reservations, calls.signals, calls.commands, calls.call_history,
            calls.agent_history, calls.callbacks, calls.callback_attempts, calls.announcements, calls.wrap_ups;
        update calls.queues set offer_seconds = 15, max_length = null;
        update calls.agents
        set state = 'loggedOut', reason = null, ready_since = null, pending_state = null, pending_reason = null,
            presence = 'offline', presence_until = null, misses = 0, call_id = null, queue = null, wrap_up_mode = null,
            wrap_up_until = null, wrap_up_code = null, notice = null, forced_by = null;
        """);

    /// <summary>A citizen calls; by default the queue everybody of the demonstration may serve.</summary>
    internal async Task<Guid> ArriveAsync(
        string call, string queue = "general", string caller = "+8613800000001", DateTimeOffset? at = null, CallRoute? route = null)
    {
        var arrived = new CallArrived(
            Stamp(at), call, $"{call}-citizen", new PhoneNumber(caller), "12345",
            route ?? new CallRoute("12345", "政务服务便民热线", [new QueueStep(queue, null, null)]));
        await ApplyAsync(arrived);
        return arrived.CallId.Value;
    }

    internal Task<SignalOutcome> ApplyAsync(CallSignal signal) => Signals.ApplyAsync(signal, CancellationToken.None);

    internal Stamp Stamp(DateTimeOffset? at = null) => new(
        Source, $"s{Interlocked.Increment(ref signals)}", "1", signals, null, at ?? TimeProvider.System.GetUtcNow());

    internal Task<SignalOutcome> AnsweredAsync(string call, string leg) => ApplyAsync(new PartyAnswered(Stamp(), call, leg));

    internal Task<SignalOutcome> LeftAsync(string call, string leg, string reason = "hangup") =>
        ApplyAsync(new PartyLeft(Stamp(), call, leg, new Ending(EndedBy.Party, reason)));

    /// <summary>
    /// A citizen gives up and, as an agent is idle, is called back; the agent has picked up and the citizen's telephone rings.
    /// </summary>
    internal async Task<(Guid Call, string AgentLeg, RingParty Citizen)> CallBackAsync()
    {
        await Signals.SetSourceStateAsync(Source, SourceState.Up, CancellationToken.None);
        await ArriveAsync("missed", at: TimeProvider.System.GetUtcNow().AddSeconds(-10));
        await LeftAsync("missed", "missed-citizen");
        var ring = await Rung();
        await AnsweredAsync(ring.Call, ring.Leg);
        return (CallId.Of(Source, ring.Call).Value, ring.Leg, await CommandAsync<RingParty>(ring.Call));

        async Task<RingParty> Rung()
        {
            RingParty? found = null;
            await Until.TrueAsync(
                async _ => (found = (await CommandsAsync()).OfType<RingParty>().FirstOrDefault(ring => ring.Call != "missed")) is not null,
                TimeSpan.FromSeconds(10), "nobody is called back");
            return found!;
        }
    }

    /// <summary>What the PBX has been told and has not been sent yet, oldest first.</summary>
    internal async Task<IReadOnlyList<CallCommand>> CommandsAsync() =>
        await host.Services.GetRequiredService<ICallCommands>().UnsentAsync(Source, 10_000, CancellationToken.None);

    internal async Task<T> CommandAsync<T>(string call)
        where T : CallCommand =>
        (await CommandsAsync()).OfType<T>().Last(command => command.Call == call);

    /// <summary>Signs an agent in, at the telephone of the demonstration, and ready.</summary>
    internal async Task<HttpClient> ReadyAsync(string logIn, string phoneMode = "rings")
    {
        var console = await host.SignInAsync(logIn);
        await Post(console, "/api/calls/me/log-in", new { phone = $"PJSIP/agent{logIn}", phoneMode });
        await Post(console, "/api/calls/me/state", new { state = "ready" });
        return console;
    }

    internal static async Task<JsonNode> DeskAsync(HttpClient console) =>
        (await console.GetFromJsonAsync<JsonNode>("/api/calls/me"))!;

    internal static async Task<string> StateAsync(HttpClient console) => (string)(await DeskAsync(console))["agent"]!["state"]!;

    internal async Task<JsonNode> CallAsync(Guid call)
    {
        using var leader = await host.SignInAsync("leader");
        return (await leader.GetFromJsonAsync<JsonNode>($"/api/calls/calls/{call}"))!;
    }

    internal async Task<string> StateAsync(Guid call) => (string)(await CallAsync(call))["call"]!["state"]!;

    internal static async Task<JsonNode?> Post(HttpClient console, string path, object? body = null)
    {
        using var answer = await console.PostAsJsonAsync(path, body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    internal static async Task<(HttpStatusCode Status, string Code)> Refused(HttpClient console, string path, object? body = null)
    {
        using var answer = await console.PostAsJsonAsync(path, body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        var type = text.Length == 0 ? "" : (string?)JsonNode.Parse(text)?["type"] ?? "";
        return (answer.StatusCode, type.Split(':')[^1]);
    }
}
