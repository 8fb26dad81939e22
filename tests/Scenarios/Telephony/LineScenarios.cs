using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>How administrators keep the line registry, and what it answers about any day.</summary>
public sealed class LineScenarios
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

    [Test]
    public async Task A_new_installation_has_the_reference_lines_and_what_is_unknown_stays_unknown()
    {
        var lines = (await admin.GetAsync($"{Lines}?at=2026-11-23").ReadAsync())["lines"]!.AsArray()
            .Where(line => line!["line"]!["changedBy"] is null)
            .ToArray();

        Assert.That(lines, Has.Length.EqualTo(67));
        var unknown = lines.Single(line => (string?)line!["line"]!["number"] == "UNKNOWN-33")!["line"]!["settings"]!;
        Assert.That((string?)unknown["mode"], Is.EqualTo("unknown"));
        Assert.That((string?)unknown["department"], Is.EqualTo("未知"));
        var known = lines.Single(line => (string?)line!["line"]!["number"] == "12328")!["line"]!["settings"]!;
        Assert.That((string?)known["seatArrangement"], Is.EqualTo("unknown"));
        Assert.That(known["batch"], Is.Null);
        Assert.That((string?)known["demonstration"], Does.Contain("队列"), "What is no fact about the city is said to be none.");
    }

    [TestCase("12318")]
    [TestCase("0746-12318")]
    [TestCase("文化市场举报")]
    public async Task Lines_are_found_by_number_in_any_notation_and_by_name(string searched)
    {
        var lines = (await admin.GetAsync($"{Lines}?q={Uri.EscapeDataString(searched)}").ReadAsync())["lines"]!.AsArray();

        Assert.That(lines.Select(line => (string?)line!["line"]!["number"]), Is.EqualTo(["12318"]));
    }

    [TestCase("2021-12-30", "dualNumber")]
    [TestCase("2021-12-31", "wholeMerge")]
    [TestCase("2021-10-15", null)]
    public async Task A_question_about_a_past_day_gives_that_days_answer(string day, string? mode)
    {
        var answer = await admin.GetAsync($"{Lines}/12318?at={day}").ReadAsync();

        Assert.That((string?)answer["valid"]?["settings"]!["mode"], Is.EqualTo(mode));
        Assert.That(answer["periods"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_periods_of_one_number_and_area_never_share_a_day()
    {
        var first = await Add("12911", from: "2030-01-01", to: "2031-01-01");

        using var overlapping = await admin.PostAsync(Lines, Body("12911", from: "2030-12-31"));
        var problem = JsonNode.Parse(await overlapping.Content.ReadAsStringAsync())!;
        Assert.That(overlapping.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)problem["type"], Is.EqualTo("urn:contact-center:line-overlaps"));
        Assert.That(
            (string?)problem["title"], Does.Contain("2030-01-01 至 2030-12-31").And.Contain((string)first["settings"]!["name"]!),
            "It names the other one.");

        await Add("12911", from: "2031-01-01");
        await Add("12911", from: "2030-06-01", area: "0731");
        Assert.That(
            () => host.ExecuteAsync(
                "update telephony.lines set valid_to = null where number = '12911' and valid_from = '2030-01-01'"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.ExclusionViolation),
            "The database itself refuses it.");
    }

    [Test]
    public async Task Moving_a_period_onto_another_is_refused_and_changes_nothing()
    {
        await Add("12912", from: "2030-01-01", to: "2031-01-01");
        var later = await Add("12912", from: "2031-01-01");

        Assert.That(
            await Change(later, from: "2030-05-01").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("line-overlaps"));
        Assert.That((string?)(await Shown("12912"))["periods"]![1]!["validFrom"], Is.EqualTo("2031-01-01"));
    }

    [Test]
    public async Task A_change_of_mode_is_one_act_that_ends_the_old_period_and_begins_the_new()
    {
        var old = await Add("12913", from: "2020-01-01");

        await admin.PostAsync(Lines, Body("12913", from: "2024-07-01", mode: "dualNumber", follows: old))
            .ReadAsync(HttpStatusCode.Created);

        Assert.That(await ModeOn("2024-06-30"), Is.EqualTo("wholeMerge"));
        Assert.That(await ModeOn("2024-07-01"), Is.EqualTo("dualNumber"));
        Assert.That(
            await admin.PostAsync(Lines, Body("12914", from: "2024-07-01", follows: old)).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("stale-version"));

        async Task<string?> ModeOn(string day) =>
            (string?)(await admin.GetAsync($"{Lines}/12913?at={day}").ReadAsync())["valid"]!["settings"]!["mode"];
    }

    [Test]
    public async Task Every_change_is_a_version_with_who_when_why_and_what()
    {
        var line = await Add("12921", from: "2020-01-01");
        line = await Change(line, name: "改名热线", why: "机构改革").ReadAsync();
        await admin.PutAsync($"{Lines}/{line["id"]}/phases", new
        {
            version = 2,
            phases = new[] { new { kind = "forwarding", startsOn = "2024-01-01", prompt = "line-12921", promptText = "您好" } },
            why = "开始转接",
        }).ReadAsync();

        var versions = (await Shown("12921"))["versions"]!.AsArray();
        Assert.That(versions.Select(step => (int)step!["version"]!), Is.EqualTo([3, 2, 1]));
        Assert.That((string?)versions[1]!["why"], Is.EqualTo("机构改革"));
        Assert.That((string?)versions[1]!["by"], Is.EqualTo("系统管理员"));
        Assert.That((string?)versions[1]!["changes"]![0]!["field"], Is.EqualTo("name"));
        Assert.That((string?)versions[1]!["changes"]![0]!["before"], Is.EqualTo("测试热线"));
        Assert.That((string?)versions[0]!["changes"]![0]!["field"], Is.EqualTo("phases"));
        Assert.That(
            () => host.ExecuteAsync("update telephony.line_versions set why = 'never' where version = 1"),
            Throws.InstanceOf<PostgresException>(), "History is added to, never rewritten.");
        await Assert.ThatAsync(
            async () => (await admin.GetAsync($"/api/access/audit?subject=line:{line["id"]}").ReadAsync())["items"]!.AsArray()
                .Select(item => (string?)item!["act"]),
            Is.EqualTo(["line.phases-set", "line.changed", "line.added"]).After(5).Seconds.PollEvery(50).MilliSeconds);
    }

    [Test]
    public async Task A_change_of_a_stale_version_is_refused_and_shows_what_changed_meanwhile()
    {
        var seen = await Add("12922", from: "2020-01-01");
        await Change(seen, name: "别人先改", why: "先到").ReadAsync();

        using var late = await Change(seen, name: "后来者");
        var problem = JsonNode.Parse(await late.Content.ReadAsStringAsync())!;

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)problem["type"], Is.EqualTo("urn:contact-center:stale-version"));
        Assert.That((string?)problem["current"]!["settings"]!["name"], Is.EqualTo("别人先改"));
        Assert.That((string?)problem["changes"]![0]!["why"], Is.EqualTo("先到"));
        Assert.That((string?)problem["changes"]![0]!["changes"]![0]!["after"], Is.EqualTo("别人先改"));
        Assert.That((string?)(await Shown("12922"))["valid"]!["settings"]!["name"], Is.EqualTo("别人先改"));
    }

    [Test]
    public async Task Of_many_changes_of_one_version_at_once_one_is_made()
    {
        var seen = await Add("12923", from: "2020-01-01");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async index =>
        {
            using var answer = await Change(seen, name: $"并发{index}");
            return answer.StatusCode;
        }));

        Assert.That(answers.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(status => status == HttpStatusCode.Conflict), Is.EqualTo(7));
    }

    [Test]
    public async Task A_line_entered_by_mistake_is_withdrawn_by_ending_it_on_its_first_day()
    {
        var wrong = await Add("12924", from: "2020-01-01");

        Assert.That(
            await End(wrong, "2019-12-31").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("line-ends-before-it-begins"));
        await End(wrong, "2020-01-01").ReadAsync();

        Assert.That((await Shown("12924"))["valid"], Is.Null);
        await Add("12924", from: "2020-01-01");
    }

    [Test]
    public async Task The_ledger_keeps_what_changed_about_a_number_and_where_the_public_was_told()
    {
        var line = await Add("12925", from: "2020-01-01");

        await admin.PostAsync($"{Lines}/{line["id"]}/notices", new
        {
            change = "closed", happensOn = "2030-01-01", what = "12925 停用，请拨打 12345", announcedOn = "2029-12-01",
            announcedWhere = "市政府门户网站、原号码语音提示",
        }).ReadAsync(HttpStatusCode.Created);

        var notice = (await Shown("12925"))["notices"]!.AsArray().Single()!;
        Assert.That((string?)notice["change"], Is.EqualTo("closed"));
        Assert.That((string?)notice["announcedWhere"], Does.Contain("门户网站"));
        Assert.That((string?)notice["recordedBy"], Is.EqualTo("系统管理员"));
    }

    [Test]
    public async Task The_floor_may_read_lines_and_only_administrators_may_change_or_try_them()
    {
        using var dispatcher = await host.SignInAsync("dispatcher");
        using var agent = await host.SignInAsync("1001");

        await dispatcher.GetAsync(Lines).ReadAsync();
        await dispatcher.GetAsync("/api/telephony/unknown-numbers").ReadAsync();
        Assert.That(await agent.GetAsync(Lines).RefusalAsync(HttpStatusCode.Forbidden), Is.EqualTo("no-right"));
        Assert.That(
            await dispatcher.PostAsync(Lines, Body("12926", from: "2020-01-01")).RefusalAsync(HttpStatusCode.Forbidden),
            Is.EqualTo("no-right"));
        Assert.That(
            await dispatcher.PostAsync($"{Lines}/try", new { dialled = "12315" }).RefusalAsync(HttpStatusCode.Forbidden),
            Is.EqualTo("no-right"));
    }

    private Task<HttpResponseMessage> Change(JsonNode line, string? name = null, string? from = null, string why = "更正") =>
        admin.PutAsync($"{Lines}/{line["id"]}", new
        {
            version = (int)line["version"]!,
            validFrom = from ?? (string)line["validFrom"]!,
            validTo = (string?)line["validTo"],
            settings = LineForms.Settings(name: name ?? (string)line["settings"]!["name"]!),
            why,
        });

    private Task<HttpResponseMessage> End(JsonNode line, string day) =>
        admin.PostAsync($"{Lines}/{line["id"]}/end", new { version = (int)line["version"]!, validTo = day, why = "误登记" });

    private Task<JsonNode> Add(string number, string from, string? to = null, string? area = null) =>
        admin.PostAsync(Lines, Body(number, from, to, area)).ReadAsync(HttpStatusCode.Created);

    private Task<JsonNode> Shown(string number) => admin.GetAsync($"{Lines}/{number}").ReadAsync();

    private static object Body(
        string number, string from, string? to = null, string? area = null, string mode = "wholeMerge", JsonNode? follows = null) =>
        new
        {
            number,
            area,
            validFrom = from,
            validTo = to,
            settings = LineForms.Settings(mode: mode),
            follows = follows is null ? null : new { id = (string)follows["id"]!, version = (int)follows["version"]! },
            why = "测试",
        };
}
