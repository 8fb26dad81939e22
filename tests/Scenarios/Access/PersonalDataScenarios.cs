using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Conformance;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>
/// A day of the hotline with known citizens; afterwards all that it wrote is searched for them: the log, every column of every
/// table, the short messages' file, what consoles were sent.
/// </summary>
public sealed partial class PersonalDataScenarios
{
    /// <summary>Put where everybody may read it, in every place that is searched, so that the search is known to see there.</summary>
    private const string Canary = "canary-7391";

    private const string Caller = "13907461234";
    private const string Missed = "13874629876";
    private const string Forwarding = "15907468642";
    private const string Landline = "07468357913";
    private const string Contact = "18674651357";
    private const string Identity = "431102198003072419";
    private const string Name = "慕容秋荻";
    private const string Address = "育才路一百二十七号紫薇苑";
    private const string Stranger = "17774628531";

    // As it was fed, and without what people and PBXs put before and between the digits.
    private static readonly string[] Fed =
    [
        Caller, "139-0746-1234", Missed, Forwarding, Landline[1..], "0746-8357913", Contact, Identity, Name, Address, "紫薇苑", Stranger,
    ];

    private static readonly JsonObject UserData = new() { ["name"] = Name, ["address"] = Address, ["id"] = Identity };

    private readonly string folder = Directory.CreateTempSubdirectory("cc-traces-").FullName;
    private readonly Traces traces = new();
    private readonly List<string> answers = [];
    private TestDatabase database = null!;
    private HostProcess host = null!;
    private Pbx pbx = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        host = await HostProcess.StartAsync(database.ConnectionString, new Dictionary<string, string>
        {
            ["Access__DemonstrationPassword"] = ContactCenterHost.Password,
            ["Serilog__MinimumLevel__Default"] = "Debug",
            ["Calls__ShortAbandonSeconds"] = "0",
            ["Intake__MessageFile"] = Path.Combine(folder, "messages.jsonl"),
            ["Intake__AttachmentFolder"] = Path.Combine(folder, "attachments"),
            ["Intake__MessageSignature"] = Canary,
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Nothing_that_was_written_has_a_citizens_datum_in_clear()
    {
        using var admin = await SignInAsync("admin");
        using var leader = await SignInAsync("leader");
        using var agent = await SignInAsync("1001");
        await AdmitAsync(admin);
        await using var board = await WatchAsync("leader", "board");
        var me = (string)(await agent.GetFromJsonAsync<JsonNode>("api/access/me"))!["account"]!["id"]!;
        await using var desk = await WatchAsync("1001", $"agent:{me}");
        await PostAsync(agent, "api/calls/me/log-in", new { phone = "SIM/1001", phoneMode = "rings" });
        await PostAsync(agent, "api/calls/me/state", new { state = "ready" });

        var call = await CallAsync(agent);
        await RegisterAsync(agent, call);
        await PostAsync(agent, $"api/calls/calls/{call}/reveal", new { reason = Canary });
        await SendAsync(pbx.End("c1", 6));
        await CallBackAsync(agent, leader, me);
        await PostStrangeAsync();
        await AskAroundAsync(admin, leader);
        await WithCanariesAsync(leader);
        await Until.TrueAsync(() => File.Exists(Path.Combine(folder, "messages.jsonl")), TimeSpan.FromSeconds(20), "a short message");
        await CollectAsync();

        Assert.Multiple(() =>
        {
            Assert.That(traces.Of(Canary), Is.EquivalentTo(traces.Places.Distinct()), "The search sees every place.");
            foreach (var value in Fed)
            {
                Assert.That(traces.Of(value), Is.Empty, $"{value} can be read");
            }
        });
    }

    [TestCase("慕容秋荻", """{"name":"\u6155\u5BB9\u79CB\u837B"}""")]
    [TestCase("慕容秋荻", @"\\xe68595e5aeb9e7a78be88dbb")]
    [TestCase("慕容秋荻", "name=%E6%85%95%E5%AE%B9%E7%A7%8B%E8%8D%BB")]
    [TestCase("13907461234", "eyJjYWxsZXIiOiIxMzkwNzQ2MTIzNCJ9")]
    [TestCase("13907461234", @"{""text"":""a\\u002B8613907461234""}")]
    public void A_value_is_found_in_whatever_form_it_was_written(string value, string text)
    {
        var written = new Traces();
        written.Add("there", text);
        Assert.That(written.Of(value), Is.EqualTo(["there"]));
        Assert.That(written.Of("15812345678"), Is.Empty);
    }

    /// <summary>A citizen calls, is answered, presses an identity number, and is passed no further.</summary>
    private async Task<Guid> CallAsync(HttpClient agent)
    {
        var arrival = pbx.Arrival("c1", 1);
        arrival["data"]!["party"]!["address"] = $"tel:+86{Caller}";
        arrival["data"]!["diversion"] = $"<sip:{Forwarding}@carrier>;reason=unconditional";
        arrival["data"]!["userData"] = UserData.DeepClone();
        await SendAsync(arrival);
        var ring = await CommandAsync("command.ringParty", data => ((string?)data["callerNumber"])?.Contains(Caller) is true);
        var leg = (string)ring["data"]!["legId"]!;
        await SendAsync(pbx.Leg("c1", leg, "alerting", 2));
        await SendAsync(pbx.Leg("c1", leg, "answered", 3));
        await SendAsync(pbx.Event(
            "call.digits.pressed", new JsonObject { ["callId"] = "c1", ["legId"] = "c1-citizen", ["digits"] = Identity }, 4));
        await SendAsync(pbx.Event("call.noted", new JsonObject { ["callId"] = "c1", ["userData"] = UserData.DeepClone() }, 5));
        var call = Guid.Empty;
        await Until.TrueAsync(
            async token => Guid.TryParse((string?)(await agent.GetFromJsonAsync<JsonNode>("api/calls/me", token))!["call"]?["id"], out call),
            TimeSpan.FromSeconds(15), "the agent talks");
        return call;
    }

    private async Task RegisterAsync(HttpClient agent, Guid call)
    {
        var narrative = $"我是{Name}，身份证{Identity}，住{Address}，电话{Contact}，座机0746-8357913，邻居139-0746-1234夜里施工。";
        var draft = Guid.CreateVersion7();
        using var saved = await agent.PutAsJsonAsync(
            $"api/intake/drafts/{draft}", new { body = new { narrative, name = Name, identityNumber = Identity }, secret = false, call, version = 0 });
        Assert.That(saved.IsSuccessStatusCode, Is.True, await saved.Content.ReadAsStringAsync());
        var person = new { name = Name, contactNumber = Contact, identityNumber = Identity, address = Address };
        var registered = await PostAsync(agent, "api/intake/appeals", new
        {
            draft, call, person,
            matter = new
            {
                type = "complaint", title = $"{Name}反映夜间施工，电话{Contact}", narrative, category = "0101", area = "431103",
                place = $"{Address}对面",
            },
            outcome = new { kind = "dispatch" },
        });
        await PostAsync(agent, $"api/intake/appeals/{registered!["id"]}/reveal", new { field = "name", reason = "核对姓名", call });
        using var stranger = new HttpClient { BaseAddress = host.Address };
        await PostAsync(stranger, "api/intake/public/appeals", new
        {
            form = Guid.CreateVersion7(),
            matter = new { type = "help", title = "求助", narrative = $"请联系{Stranger}，{Identity}" },
            person = new { name = Name, contactNumber = Stranger },
        });
    }

    /// <summary>A citizen gives up and is called back: the number must reach the PBX, and nothing else.</summary>
    private async Task CallBackAsync(HttpClient agent, HttpClient leader, string me)
    {
        await Until.TrueAsync(
            async token => (string?)(await agent.GetFromJsonAsync<JsonNode>("api/calls/me", token))!["agent"]!["state"] == "wrapUp",
            TimeSpan.FromSeconds(15), "the conversation is over");
        await PostAsync(agent, "api/calls/me/wrap-up", new { code = "answered", finish = true });
        await PostAsync(leader, $"api/calls/agents/{me}/force", new { state = "notReady", why = Canary });
        var arrival = pbx.Arrival("m1", 1);
        arrival["data"]!["party"]!["address"] = $"0{Missed}";
        await SendAsync(arrival);
        await SendAsync(pbx.End("m1", 2));
        await Until.TrueAsync(
            async token => (await leader.GetFromJsonAsync<JsonArray>("api/calls/callbacks?state=open", token))!.Count == 1,
            TimeSpan.FromSeconds(15), "a callback");
        await PostAsync(agent, "api/calls/me/state", new { state = "ready" });
        var ring = await CommandAsync("command.ringParty", data => ((string?)data["address"])?.StartsWith("SIM/", StringComparison.Ordinal) is true
            && (string?)data["callId"] != "c1");
        var back = (string)ring["data"]!["callId"]!;
        await SendAsync(pbx.Leg(back, (string)ring["data"]!["legId"]!, "answered", 1));
        await CommandAsync("command.ringParty", data => ((string?)data["address"])?.Contains($"{Missed}@") is true);
        await SendAsync(pbx.End(back, 2));
    }

    /// <summary>What a PBX should not say, and a snapshot of a call whose arrival was lost.</summary>
    private async Task PostStrangeAsync()
    {
        var nonsense = pbx.Event("call.leg.state_changed", new JsonObject { ["callId"] = "q1", ["userData"] = UserData.DeepClone() });
        nonsense["data"]!["party"] = $"tel:+86{Stranger}";
        answers.Add((await pbx.PostAsync(nonsense, CancellationToken.None)).Text);
        var lost = pbx.Event("source.snapshot", new JsonObject
        {
            ["calls"] = new JsonArray(new JsonObject
            {
                ["callId"] = "lost", ["legs"] = new JsonArray("lost-citizen"), ["dialled"] = "12345", ["caller"] = Landline,
            }),
        });
        answers.Add((await pbx.SendAsync(new Message("snapshots", Pbx.Bytes(lost)), CancellationToken.None)).Text);
        await SendAsync(pbx.End("lost"));
    }

    /// <summary>Every list that people look at, and questions that are wrong.</summary>
    private async Task AskAroundAsync(HttpClient admin, HttpClient leader)
    {
        foreach (var path in (string[])["api/calls/calls", "api/calls/callbacks", "api/calls/board", "api/intake/appeals", "api/live/health"])
        {
            answers.Add(await leader.GetStringAsync(path));
        }

        answers.Add(await admin.GetStringAsync("api/access/audit"));
        answers.Add(await admin.GetStringAsync("api/access/personal-views"));
        foreach (var (path, body) in ((string, object)[])
            [
                ("api/calls/calls/of-caller", new { caller = Caller }),
                ("api/calls/calls/of-caller", new { caller = $"{Caller}{Caller}{Caller}{Caller}" }),
                ("api/calls/calls/of-caller", new { caller = long.Parse(Caller, CultureInfo.InvariantCulture) }),
                ("api/telephony/lines/try", new { dialled = "12345", caller = $"tel:{Caller}" }),
                ("api/intake/appeals", new { person = new { contactNumber = $"{Contact}!", name = Name } }),
            ])
        {
            using var answer = await (path.Contains("lines", StringComparison.Ordinal) ? admin : leader).PostAsJsonAsync(path, body);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task WithCanariesAsync(HttpClient leader)
    {
        // Reasons, which it was given as too, are there to be read; the path of a request is logged; a byte is a byte.
        using var nobody = await leader.GetAsync($"api/{Canary}");
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand(
            "insert into telephony.quarantine (source, hash, reason, body) values ('canary', '\\x00', '', convert_to(@canary, 'UTF8'))",
            connection);
        insert.Parameters.AddWithValue("canary", Canary);
        await insert.ExecuteNonQueryAsync();
    }
}
