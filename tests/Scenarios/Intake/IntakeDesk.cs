using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Scenarios.Calls;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>The forms that agents, platforms and citizens fill in, and calls on which citizens tell their matter.</summary>
internal static class IntakeDesk
{
    internal static JsonObject Matter(string title = "自来水管爆裂", string narrative = "小区门口的自来水管爆裂，水流了一夜，请尽快派人来修。") =>
        new() { ["type"] = "help", ["title"] = title, ["narrative"] = narrative };

    internal static JsonObject Person(string? number = "13874600001", string? name = "欧阳明珠") =>
        new() { ["contactNumber"] = number, ["name"] = name };

    internal static JsonObject Form(JsonObject? matter = null, JsonObject? person = null, string kind = "dispatch") => new()
    {
        ["matter"] = matter ?? Matter(), ["person"] = person ?? Person(), ["outcome"] = new JsonObject { ["kind"] = kind },
    };

    internal static Task<JsonNode> RegisterAsync(this HttpClient console, JsonNode form, HttpStatusCode status = HttpStatusCode.Created) =>
        console.PostAsJsonAsync("/api/intake/appeals", form).ReadAsync(status);

    internal static Task<JsonNode> ShowAsync(this HttpClient console, JsonNode registered) =>
        console.GetAsync($"/api/intake/appeals/{registered["id"]}").ReadAsync();

    /// <summary>Reads again until it is so, and answers what was read; fails where it does not become so.</summary>
    internal static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (isSo(value))
            {
                return value;
            }

            Assert.That(TimeProvider.System.GetElapsedTime(until), Is.LessThan(TimeSpan.FromSeconds(20)), $"{value}");
            await Task.Delay(50);
        }
    }

    /// <summary>A citizen calls and the agent of this console picks up.</summary>
    internal static async Task<CallId> TalkAsync(
        this Floor floor, string call, string caller = "+8613874600001", string line = "12345", string dialled = "12345")
    {
        await floor.ApplyAsync(new CallArrived(
            floor.Stamp(), call, $"{call}-citizen", new PhoneNumber(caller), dialled,
            new CallRoute(line, $"线路{line}", [new QueueStep("general", null, null)])));
        var ring = await floor.CommandAsync<RingParty>(call);
        await floor.AnsweredAsync(call, ring.Leg);
        return CallId.Of(Floor.Source, call);
    }

    /// <summary>The citizen hangs up and the agent is ready for the next one.</summary>
    internal static async Task HangUpAsync(this Floor floor, HttpClient console, string call)
    {
        await floor.LeftAsync(call, $"{call}-citizen");
        await Floor.Post(console, "/api/calls/me/wrap-up", new { code = "answered", finish = true });
    }
}
