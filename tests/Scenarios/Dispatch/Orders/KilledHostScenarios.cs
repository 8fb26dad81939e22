using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>Two hosts, of which one is killed amid everybody's work: what was answered has happened, once, and nothing else has.</summary>
public sealed class KilledHostScenarios
{
    private const int Orders = 12;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Access__DemonstrationPassword"] = ContactCenterHost.Password,
        ["Access__PersonalData__KeyFile"] = PersonalKeyFile.Path,
        ["Access__AttemptsPerLogInAndMinute"] = "10000",
    };

    // What each order goes through, by whom, and with what.
    private static readonly (string Who, string Act, object Facts)[] Steps =
    [
        ("clerk-lengshuitan", "sign", new { }),
        ("clerk-lengshuitan", "start", new { contactedCitizen = true }),
        ("clerk-lengshuitan", "interim-report", new { internalText = "已到现场" }),
        ("clerk-lengshuitan", "reply", new { publicAnswer = "已修复。", internalText = "已更换灯泡" }),
        ("dispatcher", "send-back", new { reason = "请补充照片" }),
        ("clerk-lengshuitan", "reply", new { publicAnswer = "已修复,附照片。", internalText = "已补充" }),
        ("dispatcher", "accept-reply", new { }),
        ("dispatcher", "record-callback", new { reached = true, contacted = true, solved = true, rating = "satisfied" }),
    ];

    [Test]
    public async Task What_a_killed_host_answered_has_happened_and_every_retry_is_done_once()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = await HostProcess.StartAsync(database.ConnectionString, Settings);
        await using var second = await HostProcess.StartAsync(database.ConnectionString, Settings);
        var consoles = new[] { new Consoles(first.Address), new Consoles(second.Address) };
        var agent = await consoles[0].AsAsync("1001");
        var unit = (string)(await (await consoles[0].AsAsync("dispatcher")).GetAsync("/api/dispatch/organisations").ReadAsync())["organisations"]!
            .AsArray().Single(one => (string)one!["code"]! == "lengshuitan")!["id"]!;
        for (var one = 0; one < Orders; one++)
        {
            await agent.PostAsync("/api/intake/appeals", new
            {
                matter = new { type = "complaint", title = "路灯不亮", narrative = "路灯不亮。", brief = "路灯不亮。", category = "0605", area = "431103" },
                person = new { callerNumber = $"1390000{one:0000}" }, outcome = new { kind = "dispatch" }, channel = "walk-in",
            }).ReadAsync(HttpStatusCode.Created);
        }

        await Until.TrueAsync(
            async _ => await ScalarAsync(database, "select count(*) from dispatch.orders") == Orders, TimeSpan.FromSeconds(30), "the orders are there");
        var ids = await IdsAsync(database);
        var (done, isDead) = (0, false);
        await Task.WhenAll(ids.Select(async id =>
        {
            foreach (var (step, (who, act, facts)) in Steps.Prepend(("dispatcher", "dispatch", (object)new { unit })).Index())
            {
                // A repeat has the same key, and the version that the act began with: 1 is the opening.
                while (!await TryAsync(consoles[Volatile.Read(ref isDead) ? 1 : step % 2], who, id, act, facts, step + 1))
                {
                }

                if (Interlocked.Increment(ref done) == Orders * 4)
                {
                    await first.KillAsync();
                    Volatile.Write(ref isDead, true);
                }
            }
        }));

        await Until.TrueAsync(
            async _ => await ScalarAsync(database, "select count(*) from platform.outbox where delivered_at is null") == 0,
            TimeSpan.FromSeconds(60), "everything announced was heard");
        Assert.That(await ScalarAsync(database, "select count(*) from dispatch.orders where state = 'closed' and version = 10"), Is.EqualTo(Orders));
        Assert.That(await ScalarAsync(database, "select count(*) from dispatch.order_log"), Is.EqualTo(Orders * 10));
        Assert.That(await ScalarAsync(database, "select count(*) from dispatch.clocks where state in ('running', 'paused')"), Is.Zero);
        Assert.That(await ScalarAsync(database, "select count(*) from intake.appeals where stage = 'closed'"), Is.EqualTo(Orders));
        foreach (var one in consoles)
        {
            one.Dispose();
        }
    }

    private static async Task<bool> TryAsync(Consoles host, string who, string id, string act, object facts, int version)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(facts))!.AsObject();
        body["version"] = version;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/dispatch/orders/{id}/{act}") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"step-{version}");
            using var answer = await (await host.AsAsync(who)).SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Whether it was done nobody knows: it is asked again, of whichever host lives.
            return false;
        }
    }

    private static async Task<long> ScalarAsync(TestDatabase database, string question)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(question, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<List<string>> IdsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select id from dispatch.orders", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0).ToString());
        }

        return ids;
    }

    /// <summary>Consoles at one host, one for each person, signed in when first needed.</summary>
    private sealed class Consoles(Uri address) : IDisposable
    {
        private readonly SemaphoreSlim one = new(1, 1);
        private readonly Dictionary<string, HttpClient> people = [];

        internal async Task<HttpClient> AsAsync(string logIn)
        {
            await one.WaitAsync();
            try
            {
                if (!people.TryGetValue(logIn, out var console))
                {
                    console = new HttpClient { BaseAddress = address };
                    console.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
                    await console.PostAsync("/api/access/sign-in", new { logIn, password = ContactCenterHost.Password })
                        .ReadAsync(HttpStatusCode.OK);
                    people[logIn] = console;
                }

                return console;
            }
            finally
            {
                one.Release();
            }
        }

        public void Dispose()
        {
            one.Dispose();
            foreach (var console in people.Values)
            {
                console.Dispose();
            }
        }
    }
}
