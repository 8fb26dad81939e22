using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContactCenter.Conformance;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>How the day is played, and how what it wrote is collected.</summary>
public sealed partial class PersonalDataScenarios
{
    private readonly List<string> frames = [];
    private readonly List<JsonNode> received = [];
    private long position;

    private async Task AdmitAsync(HttpClient admin)
    {
        var admitted = await PostAsync(
            admin, "api/telephony/sources", new { source = "pbx-1", kind = "trial", name = "pbx-1" }, keep: false);
        pbx = new Pbx(new HttpClient { BaseAddress = host.Address }, "pbx-1", (string)admitted!["secret"]!, TimeProvider.System);
        var beat = await pbx.SendAsync(
            new Message("sources/pbx-1/heartbeat", Pbx.Bytes(new JsonObject { ["time"] = pbx.Clock.GetUtcNow().ToString("O") })),
            CancellationToken.None);
        Assert.That(beat.Status, Is.EqualTo(HttpStatusCode.OK), beat.ToString());
    }

    private async Task SendAsync(JsonNode made)
    {
        var answer = await pbx.PostAsync(made, CancellationToken.None);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Accepted), answer.ToString());
        answers.Add(answer.Text);
    }

    /// <summary>The first command that fits. Commands are for the PBX, which must have the numbers: they are no trace.</summary>
    private async Task<JsonNode> CommandAsync(string type, Func<JsonNode, bool> fits)
    {
        JsonNode? found = null;
        await Until.TrueAsync(
            async token =>
            {
                var page = (await pbx.GetAsync($"commands?source=pbx-1&after={position}&wait=1", token)).Json;
                position = (long)page["next"]!;
                received.AddRange(page["commands"]!.AsArray().Select(one => one!.DeepClone()));
                found = received.Find(one => (string?)one["type"] == type && fits(one["data"]!));
                return found is not null;
            },
            TimeSpan.FromSeconds(30), $"{type}; there were {string.Join('\n', received)}");
        return found!;
    }

    private async Task<JsonNode?> PostAsync(HttpClient http, string path, object body, bool keep = true)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{path}: {answer.StatusCode} {text}");

        // A number that was asked for with a reason is meant to be read by who asked.
        if (keep && !path.EndsWith("/reveal", StringComparison.Ordinal))
        {
            answers.Add(text);
        }

        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private async Task<HttpClient> SignInAsync(string logIn)
    {
        var console = new HttpClient { BaseAddress = host.Address };
        console.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
        await PostAsync(console, "api/access/sign-in", new { logIn, password = ContactCenterHost.Password }, keep: false);
        return console;
    }

    private async Task<LiveConsole> WatchAsync(string logIn, string topic)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        var signedIn = await PostAsync(http, "api/access/token", new { logIn, password = ContactCenterHost.Password }, keep: false);
        var token = (string)signedIn!["accessToken"]!;
        var console = new LiveConsole(
            host.Address, messagePack: false, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token));
        await console.StartAsync();
        (await console.WatchAsync(topic)).Changed += frame =>
        {
            lock (frames)
            {
                frames.Add(JsonSerializer.Serialize(frame));
            }
        };
        return console;
    }

    private async Task CollectAsync()
    {
        await host.TerminateAsync();
        traces.Add("log", await File.ReadAllTextAsync(host.LogFile));
        traces.Add("short messages", await File.ReadAllTextAsync(Path.Combine(folder, "messages.jsonl")));
        traces.Add("answers", string.Join('\n', answers));
        lock (frames)
        {
            traces.Add("frames", string.Join('\n', frames));
        }

        var bin = await Script.RunAsync(Path.Combine(Repository.Deploy, "postgres"), ["bin"]);
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var dump = await Script.RunAsync(
            Path.Combine(bin, "pg_dump"), ["--data-only", "-h", at.Host!, "-U", at.Username!, at.Database!]);
        Assert.That(dump, Does.Contain("COPY calls.calls").And.Contain("COPY intake.appeals").And.Contain("COPY telephony.inbox"));
        traces.Add("database", dump);
        traces.Add("bytes in the database", string.Join('\n', dump.Split('\n').Where(row => row.Contains(@"\x", StringComparison.Ordinal))));
    }
}
