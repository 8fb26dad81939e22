using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>How the dispatch catalogue is kept, what it suggests and why, and what it learns from returns.</summary>
public sealed class CatalogueScenarios
{
    private const string Catalogue = "/api/dispatch/catalogue";

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
    public async Task A_dispatcher_asks_whom_an_appeal_would_go_to_and_is_told_why()
    {
        using var dispatcher = await host.SignInAsync("dispatcher");

        var tried = await dispatcher.PostAsync($"{Catalogue}/try", new { category = "0702", area = "431103", line = "12315" }).ReadAsync();

        Assert.That((string?)tried["lead"]!["name"], Is.EqualTo("冷水滩区"));
        Assert.That((string?)tried["assists"]![0]!["name"], Does.Contain("12315"));
        Assert.That((string?)tried["why"], Does.Contain("市场监管（12315转入）").And.Contain("来电号码 12315"));
        Assert.That(
            tried["notTaken"]!.AsArray().Select(other => (string?)other!["why"]), Has.Some.Contains("不如“市场监管（12315转入）”具体"));
    }

    [Test]
    public async Task A_department_matter_is_not_for_a_township_unless_the_duty_list_says_so()
    {
        var township = await UnitAsync("lengshuitan-meiwan");
        Assert.That(await WhyNotAsync("0605"), Does.Contain("国办函〔2025〕66号"));
        Assert.That(
            await PostRule("街道路灯", "0605", null, "lengshuitan-meiwan").RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("department-matter-to-township"), "Nor may a rule say so.");

        await admin.PutAsync($"{Catalogue}/township-duties/0605", new { basis = "梅湾街道履行职责事项清单（2025年版）", why = "清单更新" })
            .ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await WhyNotAsync("0605"), Is.Null);

        await admin.PostAsync($"{Catalogue}/township-duties/0605/end", new { why = "清单调整" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await WhyNotAsync("0605"), Is.Not.Null);
        var listed = (await admin.GetAsync($"{Catalogue}/township-duties?ended=true").ReadAsync())["duties"]!.AsArray()
            .Single(duty => (string?)duty!["category"] == "0605")!;
        Assert.That((string?)listed["endedWhy"], Is.EqualTo("清单调整"));

        async Task<string?> WhyNotAsync(string category) => (string?)(await admin.PostAsync(
            $"{Catalogue}/try", new { category, area = "431103", target = township }).ReadAsync())["whyNotTarget"];
    }

    [Test]
    public async Task A_new_rule_is_gone_by_at_once_when_it_is_the_most_specific()
    {
        Assert.That(await LeadOf("0604", "431103"), Is.EqualTo("冷水滩区"));

        var rule = await PostRule("井盖与下水道（冷水滩）", "0604", "431103", "{department:urban-management}", "lengshuitan-urban")
            .ReadAsync(HttpStatusCode.Created);
        Assert.That(await LeadOf("0604", "431103"), Is.EqualTo("永州市城市管理和综合执法局"));
        Assert.That((string?)rule["lead"]!["target"], Is.EqualTo("{department:urban-management}"));

        await admin.PostAsync($"{Catalogue}/rules/{rule["id"]}/end", new { version = 1, validTo = "2024-01-01", why = "误登记" }).ReadAsync();
        Assert.That(await LeadOf("0604", "431103"), Is.EqualTo("冷水滩区"));
    }

    [Test]
    public async Task Two_rules_for_the_same_appeals_never_share_a_day()
    {
        var first = await PostRule("网约车（道县）", "0803", "431124", "{county-of-area}").ReadAsync(HttpStatusCode.Created);

        Assert.That(
            await PostRule("网约车（道县）二", "0803", "431124", "transport").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("rule-overlaps"));
        await admin.PostAsync($"{Catalogue}/rules", new
        {
            validFrom = "2025-01-01", settings = Settings("网约车（道县）新", "0803", "431124", "transport"),
            follows = new { id = first["id"], version = 1 }, why = "职责调整",
        }).ReadAsync(HttpStatusCode.Created);
        Assert.That(await TitleOn("2024-12-31"), Is.EqualTo("网约车（道县）"));
        Assert.That(await TitleOn("2025-01-01"), Is.EqualTo("网约车（道县）新"));
        Assert.That(
            () => host.ExecuteAsync("update dispatch.rules set valid_to = null where area = '431124'"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.ExclusionViolation));

        async Task<string?> TitleOn(string day) =>
            (string?)(await admin.GetAsync($"{Catalogue}/rules?at={day}&q=431124").ReadAsync())["rules"]!.AsArray().Single()!["title"];
    }

    [Test]
    public async Task Every_change_is_a_version_and_a_stale_one_is_refused_with_what_changed()
    {
        var rule = await PostRule("共享单车（蓝山）", "0611", "431127", "{county-of-area}").ReadAsync(HttpStatusCode.Created);
        await Change("共享单车（蓝山城区）", 1).ReadAsync();

        using var late = await Change("另一名称", 1);
        var problem = JsonNode.Parse(await late.Content.ReadAsStringAsync())!;

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)problem["type"], Is.EqualTo("urn:contact-center:stale-version"));
        Assert.That((string?)problem["changes"]![0]!["changes"]![0]!["after"], Is.EqualTo("共享单车（蓝山城区）"));
        var versions = (await admin.GetAsync($"{Catalogue}/rules/{rule["id"]}").ReadAsync())["versions"]!.AsArray();
        Assert.That(versions.Select(step => (string?)step!["act"]), Is.EqualTo(["rule.changed", "rule.added"]));
        await Assert.ThatAsync(
            async () => (await admin.GetAsync($"/api/access/audit?subject=rule:{rule["id"]}").ReadAsync())["items"]!.AsArray()
                .Select(item => (string?)item!["act"]),
            Is.EqualTo(["rule.changed", "rule.added"]).After(5).Seconds.PollEvery(50).MilliSeconds);

        Task<HttpResponseMessage> Change(string title, int version) => admin.PutAsync(
            $"{Catalogue}/rules/{rule["id"]}", new { version, settings = Settings(title, "0611", "431127", "{county-of-area}"), why = "改名" });
    }

    [TestCase("no-such-unit", "431103", Description = "There is no such unit")]
    [TestCase("{department:lengshuitan}", "431103", Description = "A county is no department")]
    [TestCase("{county-of-area}", null, Description = "Without an area there is no county of it")]
    [TestCase("{anything}", "431103", Description = "No such role")]
    public async Task A_rule_that_leads_nowhere_is_a_bad_request(string lead, string? area) =>
        Assert.That(await PostRule("不成立", "0101", area, lead).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task Rules_that_are_often_returned_are_reported_with_the_rate_and_the_last_reasons()
    {
        var rule = await PostRule("渣土车（宁远）", "0808", "431126", "{county-of-area}").ReadAsync(HttpStatusCode.Created);
        for (var order = 0; order < 4; order++)
        {
            await RaiseAsync("RuleUsed", "CountUses", "");
        }

        await RaiseAsync("RuleReturned", "CountReturns", ""","reason":"不属本单位职责（公安交警负责）" """);

        await Assert.ThatAsync(
            async () => (int?)(await FindAsync())?["used"] == 4 ? (int?)(await FindAsync())?["returned"] : null,
            Is.EqualTo(1).After(8).Seconds.PollEvery(50).MilliSeconds);
        var item = (await FindAsync())!;
        Assert.That((double)item["rate"]!, Is.EqualTo(0.25));
        Assert.That((string?)item["lastReasons"]![0]!["reason"], Does.Contain("公安交警负责"));

        async Task<JsonNode?> FindAsync() => (await admin.GetAsync($"{Catalogue}/returns").ReadAsync())["rules"]!.AsArray()
            .FirstOrDefault(one => (string?)one!["rule"]!["id"] == (string?)rule["id"]);

        // As the outbox keeps what is raised where orders are dispatched and returned.
        Task<int> RaiseAsync(string type, string handler, string more) => host.ExecuteAsync($$"""
            insert into platform.outbox (handler, stream, type, payload)
            values ('{{handler}}', 'rule:{{rule["id"]}}', '{{type}}',
                '{"rule":"{{rule["id"]}}","version":1,"order":"{{Guid.CreateVersion7()}}","at":"{{TimeProvider.System.GetUtcNow():O}}"{{more}}}')
            """);
    }

    private Task<HttpResponseMessage> PostRule(string title, string? category, string? area, string lead, params string[] assists) =>
        admin.PostAsync($"{Catalogue}/rules", new { validFrom = "2024-01-01", settings = Settings(title, category, area, lead, assists), why = "职责清单更新" });

    private static object Settings(string title, string? category, string? area, string lead, params string[] assists) =>
        new { title, category, area, lead, assists };

    private async Task<string?> LeadOf(string category, string area) =>
        (string?)(await admin.PostAsync($"{Catalogue}/try", new { category, area }).ReadAsync())["lead"]!["name"];

    private async Task<string?> UnitAsync(string code) =>
        (string?)(await admin.GetAsync($"/api/dispatch/organisations?q={code}").ReadAsync())["organisations"]![0]!["id"];
}
