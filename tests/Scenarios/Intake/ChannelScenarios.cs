using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Appeals from platforms and the web form, and the inbox they wait in.</summary>
public sealed class ChannelScenarios
{
    private ContactCenterHost host = null!;
    private HttpClient admin = null!;
    private HttpClient agent = null!;
    private int numbers;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync([new("Intake:WebAppealsPerAddressAndHour", "4")]);
        admin = await host.SignInAsync("admin");
        agent = await host.SignInAsync("1001");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        agent.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_platform_hands_in_an_appeal_once_by_its_own_number_and_follows_it()
    {
        using var platform = await OpenChannelAsync("people-daily");
        var form = Pushed("RMW-2026-001");

        var first = await platform.PostAsJsonAsync("/api/intake/channel/appeals", form).ReadAsync(HttpStatusCode.Created);
        var again = await platform.PostAsJsonAsync("/api/intake/channel/appeals", form).ReadAsync();
        Assert.That((string?)again["number"], Is.EqualTo((string?)first["number"]));
        Assert.That(again["queryCode"], Is.Null);

        var followed = await platform.GetAsync("/api/intake/channel/appeals/RMW-2026-001").ReadAsync();
        Assert.That(followed["stage"], Is.Null, "It waits in the inbox.");
        using var other = await OpenChannelAsync("wechat");
        Assert.That(await other.GetAsync("/api/intake/channel/appeals/RMW-2026-001").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));

        await platform.PostAsync("/api/intake/channel/appeals/RMW-2026-001/urge", new { supplement = "又漏了，电话13900001111" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That((int)(await platform.GetAsync("/api/intake/channel/appeals/RMW-2026-001").ReadAsync())["urgeCount"]!, Is.EqualTo(1));
        Assert.That(
            await platform.PostAsync("/api/intake/channel/appeals/RMW-2026-001/withdraw", new { queryCode = "00000000", reason = "已解决" }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("withdrawal-not-proven"));
        await platform.PostAsync("/api/intake/channel/appeals/RMW-2026-001/withdraw", new { queryCode = (string?)first["queryCode"], reason = "已解决" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That((string?)(await platform.GetAsync("/api/intake/channel/appeals/RMW-2026-001").ReadAsync())["stage"], Is.EqualTo("withdrawn"));
    }

    [Test]
    public async Task A_key_opens_the_channel_api_and_nothing_else_and_ends_when_retired()
    {
        var made = await admin.PostAsync("/api/intake/channels/app/keys", new { }).ReadAsync(HttpStatusCode.Created);
        using var platform = With((string)made["key"]!);
        Assert.That(await platform.GetAsync("/api/intake/channel/categories").StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await platform.GetAsync("/api/intake/appeals").StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await agent.PostAsJsonAsync("/api/intake/channel/appeals", Pushed("x")).StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(
            await host.CountAsync($"select count(*) from intake.channel_keys where encode(hash, 'escape') like '%{made["key"]}%'"), Is.Zero, "Only its hash is kept.");

        await admin.DeleteAsync($"/api/intake/channels/app/keys/{made["id"]}").ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await platform.GetAsync("/api/intake/channel/categories").StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task What_110_diverts_with_a_category_goes_straight_to_dispatch()
    {
        using var police = await OpenChannelAsync("police-110");
        var form = Pushed("110-1");
        form["matter"]!["category"] = "0306";
        await police.PostAsJsonAsync("/api/intake/channel/appeals", form).ReadAsync(HttpStatusCode.Created);
        Assert.That((string?)(await police.GetAsync("/api/intake/channel/appeals/110-1").ReadAsync())["stage"], Is.EqualTo("accepted"));
    }

    [Test]
    public async Task An_agent_takes_an_appeal_from_the_inbox_puts_it_right_and_accepts_it()
    {
        using var platform = await OpenChannelAsync("mailbox");
        var id = (string)(await platform.PostAsJsonAsync("/api/intake/channel/appeals", Pushed("信-1")).ReadAsync(HttpStatusCode.Created))["id"]!;
        Assert.That((await agent.GetAsync("/api/intake/inbox?channel=mailbox").ReadAsync())["appeals"]!.AsArray(), Has.One.Items);

        using var other = await host.SignInAsync("1002");
        await agent.PostAsync($"/api/intake/inbox/{id}/take", new { }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await other.PostAsync($"/api/intake/inbox/{id}/take", new { }).StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound), "It is in other hands.");

        var body = new JsonObject
        {
            ["facts"] = new JsonObject { ["type"] = "help", ["title"] = "水管爆裂", ["brief"] = "小区门口水管爆裂。", ["category"] = "0401", ["area"] = "431103" },
            ["outcome"] = new JsonObject { ["kind"] = "dispatch" }, ["version"] = 2,
        };
        await agent.PostAsJsonAsync($"/api/intake/inbox/{id}/accept", body).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await agent.PostAsJsonAsync($"/api/intake/inbox/{id}/accept", body).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("not-in-inbox"));
        Assert.That((string?)(await platform.GetAsync("/api/intake/channel/appeals/信-1").ReadAsync())["stage"], Is.EqualTo("accepted"));
    }

    [Test]
    public async Task A_citizen_hands_in_the_web_form_and_asks_how_far_it_is()
    {
        using var citizen = host.CreateClient();
        citizen.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
        var choices = await citizen.GetAsync("/api/intake/public/form").ReadAsync();
        Assert.That(choices["areas"]!.AsArray(), Has.Count.GreaterThan(100));

        var form = new JsonObject
        {
            ["form"] = Guid.CreateVersion7(), ["matter"] = IntakeDesk.Matter("路灯不亮", "小区外的路灯坏了一周。"), ["person"] = IntakeDesk.Person("13874600055", "李小明"),
        };
        var handed = await citizen.PostAsJsonAsync("/api/intake/public/appeals", form).ReadAsync();
        Assert.That((bool)(await citizen.PostAsJsonAsync("/api/intake/public/appeals", form).ReadAsync())["again"]!, Is.True);
        form["person"]!["name"] = null;
        form["form"] = Guid.CreateVersion7();
        await citizen.PostAsJsonAsync("/api/intake/public/appeals", form).RefusalAsync(HttpStatusCode.BadRequest);

        var asked = await citizen.PostAsync("/api/intake/public/progress", new { number = (string?)handed["number"], queryCode = (string?)handed["queryCode"] }).ReadAsync();
        Assert.That((string?)asked["title"], Is.EqualTo("路灯不亮"));

        await citizen.PostAsJsonAsync("/api/intake/public/appeals", form).StatusAsync();
        Assert.That(
            await citizen.PostAsJsonAsync("/api/intake/public/appeals", form).RefusalAsync(HttpStatusCode.TooManyRequests), Is.EqualTo("too-many-requests"));
    }

    [Test]
    public async Task Questions_from_one_address_are_limited()
    {
        using var citizen = host.OpenConsole();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            statuses.Add(await citizen.PostAsync(
                "/api/intake/public/progress", new { number = $"YZ2026010100{attempt:D4}", queryCode = "12345678" }).StatusAsync());
        }

        Assert.That(statuses[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    private async Task<HttpClient> OpenChannelAsync(string channel) =>
        With((string)(await admin.PostAsync($"/api/intake/channels/{channel}/keys", new { }).ReadAsync(HttpStatusCode.Created))["key"]!);

    private HttpClient With(string key)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private JsonObject Pushed(string number) => new()
    {
        ["externalNumber"] = number, ["matter"] = IntakeDesk.Matter(), ["person"] = IntakeDesk.Person($"1387460{++numbers:D4}"),
        ["upstreamDeadline"] = TimeProvider.System.GetUtcNow().AddDays(7),
    };
}
