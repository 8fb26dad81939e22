using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>What the registry does with a call, asked through the administrators' try-out.</summary>
public sealed class RouteScenarios
{
    private const string Lines = "/api/telephony/lines";

    private ContactCenterHost host = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        admin = await host.SignInAsync("admin");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    [TestCase("12345", "12345", "queue general")]
    [TestCase("+8674612331", "12331", "queue market")]
    [TestCase("0746-12315", "12315", "queue market 30, queue department-market")]
    [TestCase("sip:12333@192.0.2.1;user=phone", "12333", "queue department-social 20, queue social")]
    [TestCase("tel:12366;phone-context=+86746", "12366", "forward 12366@subcenter 25, queue general")]
    [TestCase("12318", "12318", "queue culture")]
    [TestCase("119", "119", "queue general")]
    [TestCase("10086", "10086", "notice notice-utility, queue general")]
    [TestCase("12380", "12380", "notice notice-refer, queue general")]
    [TestCase("0731-12345", null, "queue general", Description = "Another city's hotline is not ours")]
    [TestCase("LOCAL-WATER", null, "queue general", Description = "A listed line without a number matches no call")]
    [TestCase("UNKNOWN-33", null, "queue general")]
    [TestCase("' or number = '12315", null, "queue general")]
    public async Task A_call_goes_where_its_line_says_and_always_somewhere(string dialled, string? line, string steps)
    {
        var answer = await Try(new { dialled });

        Assert.That((string?)answer["route"]!["line"], Is.EqualTo(line));
        Assert.That(Told(answer), Is.EqualTo(steps));
        Assert.That(answer["why"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task The_first_dialled_number_that_is_ours_decides_History_Info_before_Diversion_before_P_Called_Party_ID()
    {
        const string history = "<sip:12333@a>;index=1, <sip:12345@b?Reason=SIP%3Bcause%3D302>;index=1.1;mp=1";
        const string diversion = "<tel:+86-746-12345>;reason=unconditional, \"x, y\" <sip:12319@c>;reason=no-answer";

        Assert.That(
            await LineOf(new { dialled = "12345", historyInfo = history, diversion, calledParty = "<sip:12328@d>" }),
            Is.EqualTo("12333"));
        Assert.That(await LineOf(new { dialled = "12345", diversion, calledParty = "<sip:12328@d>" }), Is.EqualTo("12319"));
        Assert.That(await LineOf(new { dialled = "12345", calledParty = "<sip:12328@d>" }), Is.EqualTo("12328"));
        Assert.That(
            await LineOf(new { dialled = "12345", historyInfo = "<sip:8366110@a>;index=1", diversion = "<sip:13800001234@b>" }),
            Is.EqualTo("12345"), "Telephones that forward to us are no line, so the number that was sent decides.");
        Assert.That(
            await LineOf(new { dialled = "8366110", diversion = "\"<sip:12315@x>\" <sip:12319@c>" }),
            Is.EqualTo("12319"), "A number in a display name is only a name.");
    }

    [Test]
    public async Task A_trunk_whose_headers_are_not_trusted_decides_by_the_number_alone()
    {
        await using var careful = await ContactCenterHost.StartAsync(
            new KeyValuePair<string, string>("Telephony:TrustForwardingHeaders", "false"));
        using var its = await careful.SignInAsync("admin");

        var answer = await its.PostAsync($"{Lines}/try", new { dialled = "12345", diversion = "<sip:12315@x>" }).ReadAsync();

        Assert.That((string?)answer["route"]!["line"], Is.EqualTo("12345"));
    }

    [TestCase("2021-11-01T00:00:00+08:00", "您好！12318文化市场举报热线与12345政务服务便民热线双号并行，正在为您接入人工座席，请稍候。")]
    [TestCase("2022-01-01T00:00:00+08:00", "您好！您拨打的12318文化市场举报热线已并入12345政务服务便民热线，现在由12345为您服务，请稍候。")]
    public async Task Callers_of_12318_heard_another_greeting_once_it_was_merged(string at, string words)
    {
        var answer = await Try(new { dialled = "12318", at });

        var prompt = (string?)answer["route"]!["steps"]![0]!["greeting"];
        Assert.That(
            (string?)answer["line"]!["phases"]!.AsArray().Single(phase => (string?)phase!["prompt"] == prompt)!["promptText"],
            Is.EqualTo(words));
    }

    [Test]
    public async Task The_citys_day_decides_not_that_of_Greenwich()
    {
        Assert.That(await ModeAt("2021-12-30T15:59:59Z"), Is.EqualTo("dualNumber"));
        Assert.That(await ModeAt("2021-12-30T16:00:00Z"), Is.EqualTo("wholeMerge"));

        async Task<string?> ModeAt(string at) =>
            (string?)(await Try(new { dialled = "12318", at }))["line"]!["settings"]!["mode"];
    }

    [TestCase("preparation", "queue market")]
    [TestCase("parallel", "queue market")]
    [TestCase("forwarding", "queue market")]
    [TestCase("noticeOnly", "notice line-12931, queue market")]
    [TestCase("closed", "notice line-12931, queue general")]
    public async Task A_new_phase_routes_the_next_call_and_can_be_taken_back(string phase, string steps)
    {
        var line = await Line("12931");

        await SetPhase(line, phase);

        Assert.That(Told(await Try(new { dialled = "12931" })), Is.EqualTo(steps));
        await SetPhase(await Line("12931"), "forwarding");
        Assert.That(Told(await Try(new { dialled = "12931" })), Is.EqualTo("queue market"));
    }

    [Test]
    public async Task A_change_on_one_host_routes_calls_on_every_other_within_a_second_or_so()
    {
        await using var other = host.StartReplica();
        using var there = await other.SignInAsync("admin");
        Assert.That(await Seen(), Is.Null);

        await Line("12932");

        await Assert.ThatAsync(Seen, Is.EqualTo("12932").After(3).Seconds.PollEvery(50).MilliSeconds);

        async Task<string?> Seen() =>
            (string?)(await there.PostAsync($"{Lines}/try", new { dialled = "12932" }).ReadAsync())["route"]!["line"];
    }

    [Test]
    public async Task Bad_input_is_told_what_to_do_and_harms_nothing()
    {
        const string sql = "'; drop table telephony.lines; --";
        string[] bodies =
        [
            """{"dialled": 12315}""", "{", "[]", "\"x\"", """{"number":"12941"}""",
            Body("12941", LineForms.Settings(queue: sql)), Body("12941", LineForms.Settings(forwardAddress: sql)),
            Body("12941", LineForms.Settings(mode: "merged")), Body("12941", LineForms.Settings(name: "")),
            Body("12941", LineForms.Settings(name: "a\u0000b")), Body("12941", LineForms.Settings(name: "a\u0007b")),
            Body("12941", LineForms.Settings(overflowSeconds: 0)), Body(sql, LineForms.Settings()),
            Body("12941", LineForms.Settings(mode: "dualNumber", firstSide: "departmentFirst")),
            Body("12941", LineForms.Settings(firstSide: "hotlineFirst")),
            Body("12941", LineForms.Settings(), to: "2019-01-01"), Body("12941", LineForms.Settings(), from: "2020-13-01"),
            Body("12941", LineForms.Settings(name: new string('长', 101))),
        ];

        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            await admin.PostAsync(Lines, content).RefusalAsync(HttpStatusCode.BadRequest);
        }

        foreach (var query in new[] { "?at=yesterday", $"?q={new string('x', 101)}", "?q=%00", "?q=%07", "/12315?area=x" })
        {
            await admin.GetAsync(Lines + query).RefusalAsync(HttpStatusCode.BadRequest);
        }

        await admin.GetAsync($"{Lines}?q={Uri.EscapeDataString(sql)}").ReadAsync();
        await admin.GetAsync($"{Lines}/{Uri.EscapeDataString(sql)}").RefusalAsync(HttpStatusCode.NotFound);
        await admin.GetAsync($"/api/telephony/unknown-numbers?to=0001-01-01").ReadAsync();
        var change = new { version = 1, validFrom = "2020-01-01", settings = LineForms.Settings(), why = "x" };
        await admin.PutAsync($"{Lines}/{Guid.Empty}", change).RefusalAsync(HttpStatusCode.NotFound);
        Assert.That((string?)(await Try(new { dialled = "12315" }))["route"]!["line"], Is.EqualTo("12315"));
    }

    [Test]
    public async Task Text_that_looks_like_SQL_is_kept_as_text()
    {
        const string sql = "'; drop table telephony.lines; -- \" \\ %s {0}";
        await admin.PostAsync(Lines, new
        {
            number = "12942", validFrom = "2020-01-01", why = sql,
            settings = LineForms.Settings(name: sql, department: sql, note: sql),
        }).ReadAsync(HttpStatusCode.Created);

        var shown = await admin.GetAsync($"{Lines}/12942").ReadAsync();
        Assert.That((string?)shown["valid"]!["settings"]!["note"], Is.EqualTo(sql));
        Assert.That((string?)shown["versions"]![0]!["why"], Is.EqualTo(sql));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("anonymous")]
    [TestCase("12315\n12315")]
    public async Task What_names_no_number_is_answered_by_the_general_queue(string? dialled)
    {
        var answer = await Try(new { dialled, caller = dialled, diversion = dialled, historyInfo = dialled });

        Assert.That(answer["number"], Is.Null);
        Assert.That(Told(answer), Is.EqualTo("queue general"));
    }

    private async Task<string?> LineOf(object call) => (string?)(await Try(call))["route"]!["line"];

    private Task<JsonNode> Try(object call) => admin.PostAsync($"{Lines}/try", call).ReadAsync();

    private async Task<JsonNode> Line(string number)
    {
        using var found = await admin.GetAsync($"{Lines}/{number}");
        return found.IsSuccessStatusCode
            ? JsonNode.Parse(await found.Content.ReadAsStringAsync())!["valid"]!
            : await admin.PostAsync(Lines, new { number, validFrom = "2020-01-01", settings = LineForms.Settings(), why = "测试" })
                .ReadAsync(HttpStatusCode.Created);
    }

    private Task<JsonNode> SetPhase(JsonNode line, string phase) => admin.PutAsync($"{Lines}/{line["id"]}/phases", new
    {
        version = (int)line["version"]!,
        phases = new[] { new { kind = phase, startsOn = "2020-01-01", prompt = $"line-{line["number"]}", promptText = "您好" } },
        why = "换阶段",
    }).ReadAsync();

    private static string Body(string number, object settings, string from = "2020-01-01", string? to = null) =>
        System.Text.Json.JsonSerializer.Serialize(new { number, validFrom = from, validTo = to, settings, why = "测试" });

    private static string Told(JsonNode answer) => string.Join(", ", answer["route"]!["steps"]!.AsArray().Select(step =>
        (string?)step!["do"] switch
        {
            "queue" => $"queue {step["queue"]} {step["atMostSeconds"]}".TrimEnd(),
            "forward" => $"forward {step["address"]} {step["ringSeconds"]}",
            _ => $"notice {step["prompt"]}",
        }));
}
