using System.IO.Compression;
using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>Who sees and does what, what happens when two do it at once, and how orders are found.</summary>
public sealed class RightsScenarios
{
    private City city = null!;

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task A_clerk_sees_the_orders_of_the_own_unit_and_of_units_below_it_alone()
    {
        var order = await (await city.RegisterAsync()).SignedAsync("urban-management", "clerk-urban");
        var below = await city.HireAsync("urban-management-sanitation");
        Assert.That(await StatusAsync("clerk-market", order), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await order.StatusAsync("clerk-market", "sign", new { }), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await StatusAsync(below, order), Is.EqualTo(HttpStatusCode.NotFound), "What is above is not below.");

        await order.DoAsync("clerk-urban", "sub-dispatch", new { unit = city.Unit("urban-management-sanitation"), amount = 8, limitUnit = "workingHours" });
        Assert.That(await StatusAsync(below, order), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await FoundAsync(below, $"number={order.Number}"), Has.Count.EqualTo(1));
        Assert.That(await FoundAsync("clerk-market", $"number={order.Number}"), Is.Empty);
        Assert.That(await StatusAsync("1001", order), Is.EqualTo(HttpStatusCode.OK), "The agent registered it.");
        Assert.That(await StatusAsync("1002", order), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await order.StatusAsync("1001", "dispatch", new { unit = city.Unit("transport") }), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            await (await city.AsAsync("clerk-market")).GetAsync($"/api/dispatch/workbench/inProgress?unit={city.Unit("urban-management")}").StatusAsync(),
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await (await city.AsAsync("clerk-urban")).GetAsync("/api/dispatch/inbox/preReview").StatusAsync(), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_list_tells_its_watchers_that_an_order_changed_and_only_those_who_may_watch_it()
    {
        var order = await (await city.RegisterAsync()).SignedAsync("urban-management", "clerk-urban");
        var source = city.Host.Services.GetServices<ContactCenter.Platform.Live.ITopicSource>().Single(one => one.Owns("orders:inbox:hotline"));
        var (urban, market) = ($"orders:unit:{city.Unit("urban-management")}", $"orders:unit:{city.Unit("market-regulation")}");
        foreach (var (who, topic, may) in new[]
        {
            ("dispatcher", "orders:inbox:hotline", true), ("clerk-urban", "orders:inbox:hotline", false), ("clerk-urban", urban, true),
            ("clerk-urban", market, false), ("clerk-market", $"order:{order.Id}", false), ("clerk-urban", $"order:{order.Id}", true),
            ("supervisor", urban, true), ("1002", $"order:{order.Id}", false),
        })
        {
            Assert.That(source.MayWatch(await PersonAsync(who), topic), Is.EqualTo(may), $"{who} on {topic}");
        }

        var item = (await source.LoadAsync($"order:{order.Id}", CancellationToken.None)).Single();
        Assert.That(item.Version, Is.EqualTo(await order.VersionAsync()));
        Assert.That(
            await city.ScalarAsync<long>($"select count(*) from platform.changes where topic = '{urban}' and value like '%{order.Id}%'"), Is.EqualTo(2),
            "Sent and signed.");
    }

    [Test]
    public async Task Of_two_who_act_on_the_same_version_one_is_told_what_the_other_did()
    {
        var order = await city.RegisterAsync();
        var version = await order.VersionAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(one => order.PostAsync(
            one % 2 == 0 ? "dispatcher" : "leader", "dispatch", new { unit = city.Unit(one % 2 == 0 ? "lengshuitan" : "urban-management") }, version)));

        Assert.That(answers.Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(1));
        var refused = JsonNode.Parse(await answers.First(answer => !answer.IsSuccessStatusCode).Content.ReadAsStringAsync())!;
        Assert.That((string?)refused["type"], Does.EndWith("stale-version"));
        Assert.That((int)refused["version"]!, Is.EqualTo(version + 1));
        Assert.That((string?)refused["changes"]![0]!["act"], Is.EqualTo("dispatch"));
        Assert.That((string?)refused["changes"]![0]!["actor"], Is.EqualTo("刘建国").Or.EqualTo("张卫红"));
        Assert.That(await city.ScalarAsync<long>("select count(*) from dispatch.assignments where order_id = @a", order.Id), Is.EqualTo(1));
    }

    [Test]
    public async Task A_repeat_with_the_same_key_is_answered_and_does_nothing_more()
    {
        var order = await city.RegisterAsync();
        var version = await order.VersionAsync();
        var facts = new { unit = city.Unit("lengshuitan") };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => order.PostAsync("dispatcher", "dispatch", facts, version, "once-1")));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(await order.VersionAsync(), Is.EqualTo(version + 1));
        Assert.That(await order.PostAsync("dispatcher", "urge", null, version + 1, "once-1").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("key-used"));
        Assert.That((await order.PostAsync("dispatcher", "urge", null, version + 1, new string('k', 81))).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task History_takes_new_lines_only()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();

        Assert.That(() => city.Host.ExecuteAsync($"update dispatch.order_log set reason = 'x' where order_id = '{order.Id}'"), Throws.Exception);
        Assert.That(() => city.Host.ExecuteAsync($"delete from dispatch.order_log where order_id = '{order.Id}'"), Throws.Exception);
        Assert.That(() => city.Host.ExecuteAsync("truncate dispatch.callback_attempts"), Throws.Exception);
        var timeline = (await order.ShowAsync())["timeline"]!.AsArray();
        Assert.That(timeline.Select(entry => (string)entry!["act"]!), Is.EqualTo(["open", "dispatch", "sign"]));
        Assert.That((string?)timeline[2]!["unitName"], Is.EqualTo("冷水滩区"));
        Assert.That((string?)timeline[2]!["actor"], Is.EqualTo("唐志华"));
    }

    [Test]
    public async Task Free_text_is_redacted_before_it_is_kept()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await order.DoAsync("clerk-lengshuitan", "interim-report", new { internalText = "已联系市民 13812345678,身份证 431103199001011234。" });

        Assert.That((string?)(await order.ShowAsync())["timeline"]!.AsArray()[^1]!["reason"], Does.Not.Contain("13812345678").And.Not.Contain("431103199001011234"));
    }

    [Test]
    public async Task A_secret_citizens_contact_is_hidden_from_units_and_every_look_has_a_reason()
    {
        var (open, secret) = (await (await city.RegisterAsync()).SignedAsync(), await (await city.RegisterAsync(secret: true)).SignedAsync());
        var contact = await open.PostAsync("clerk-lengshuitan", "reveal-contact", new { reason = "联系市民核实" }).ReadAsync();
        Assert.That((string?)contact["contact"], Does.Contain("1380000"));
        Assert.That(await secret.RefusedAsync("clerk-lengshuitan", "reveal-contact", new { reason = "联系市民核实" }), Is.EqualTo("contact-hidden"));
        Assert.That(await open.StatusAsync("clerk-lengshuitan", "reveal-contact", new { }), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Orders_are_found_by_every_filter_page_by_page()
    {
        var title = "霓虹招牌松动";
        var orders = new List<OrderAtHand>();
        for (var one = 0; one < 5; one++)
        {
            orders.Add(await city.RegisterAsync(title: $"{title}之{one}", category: "0609", area: "431102", urgency: one == 0 ? "urgent" : "normal"));
        }

        await orders[4].DoAsync("dispatcher", "dispatch", new { unit = city.Unit("lingling") });
        Assert.That(await FoundAsync("dispatcher", $"text={title}"), Has.Count.EqualTo(5));
        Assert.That(await FoundAsync("dispatcher", "text=霓虹&urgency=urgent"), Is.EqualTo([orders[0].Id]));
        Assert.That(await FoundAsync("dispatcher", $"text={title}&state=dispatched&unit={city.Unit("lingling")}"), Is.EqualTo([orders[4].Id]));
        Assert.That(await FoundAsync("dispatcher", "category=06&area=4311&text=霓虹&open=true&type=complaint"), Has.Count.EqualTo(5));
        Assert.That(await FoundAsync("dispatcher", "text=霓虹灯牌"), Is.Empty);
        Assert.That(await FoundAsync("clerk-lingling", "text=霓虹"), Is.EqualTo([orders[4].Id]));
        Assert.That(await (await city.AsAsync("dispatcher")).GetAsync("/api/dispatch/orders?after=x").StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await (await city.AsAsync("dispatcher")).GetAsync("/api/dispatch/orders?category=%25").StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));

        var (pages, next) = (new List<string>(), "");
        do
        {
            var page = await (await city.AsAsync("dispatcher")).GetAsync($"/api/dispatch/orders?text={title}&limit=2{next}").ReadAsync();
            pages.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)page["next"] is { } after ? $"&after={after}" : null;
        }
        while (next is not null);
        Assert.That(pages, Is.EqualTo(orders.Select(order => order.Id).Reverse()));

        var inbox = (await (await city.AsAsync("dispatcher")).GetAsync("/api/dispatch/inbox/preReview?limit=1").ReadAsync())["items"]!.AsArray();
        Assert.That((string?)inbox[0]!["order"]!["urgency"], Is.EqualTo("urgent"), "Urgent ones come first.");
    }

    [Test]
    public async Task A_figure_leads_to_exactly_the_orders_behind_it()
    {
        await (await city.RegisterAsync()).SignedAsync();
        await (await city.RegisterAsync()).DoAsync("dispatcher", "mark-hard", new { reason = "历史遗留" });
        foreach (var who in new[] { "supervisor", "clerk-lengshuitan" })
        {
            var figures = await (await city.AsAsync(who)).GetAsync("/api/dispatch/figures").ReadAsync();
            JsonNode[] all =
            [
                .. figures["states"]!.AsArray().OfType<JsonNode>(), figures["warned"]!, figures["overdue"]!, figures["hard"]!,
                .. figures["units"]!.AsArray().SelectMany(unit => new[] { unit!["open"]!, unit["overdue"]! }),
            ];
            Assert.That(all.Sum(figure => (int)figure["count"]!), Is.Positive);
            foreach (var figure in all)
            {
                Assert.That(await FoundAsync(who, (string)figure["query"]!), Has.Count.EqualTo((int)figure["count"]!), $"{who}: {figure["name"]}");
            }
        }
    }

    [Test]
    public async Task A_search_is_exported_without_personal_data_and_the_audit_knows()
    {
        var order = await city.RegisterAsync(title: "出口导出测试");
        using var answer = await (await city.AsAsync("dispatcher")).GetAsync("/api/dispatch/orders/export?text=出口导出");
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        var texts = new List<string>();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            texts.Add(await reader.ReadToEndAsync());
        }

        Assert.That(string.Concat(texts), Does.Contain(order.Number).And.Contain("出口导出测试").And.Not.Contain("1380000").And.Not.Contain("张三"));
        Assert.That(await city.ScalarAsync<long>("select count(*) from access.audit where act = 'orders.exported'"), Is.EqualTo(1));
    }

    // The principal as the host makes it of a sign-in.
    private async Task<ClaimsPrincipal> PersonAsync(string logIn)
    {
        var me = (await (await city.AsAsync(logIn)).GetAsync("/api/access/me").ReadAsync())["account"]!;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, (string)me["id"]!), new(ClaimTypes.Name, (string)me["name"]!),
                new(ContactCenter.Platform.Http.CurrentUser.SessionClaim, "1"),
                .. me["roles"]!.AsArray().Select(role => new Claim(ClaimTypes.Role, (string)role!)),
            ],
            "test"));
    }

    private async Task<HttpStatusCode> StatusAsync(string who, OrderAtHand order) =>
        await (await city.AsAsync(who)).GetAsync($"/api/dispatch/orders/{order.Id}").StatusAsync();

    private async Task<List<string>> FoundAsync(string who, string query) =>
        [
            .. (await (await city.AsAsync(who)).GetAsync($"/api/dispatch/orders?limit=200&{query}").ReadAsync())["items"]!.AsArray()
                .Select(item => (string)item!["id"]!),
        ];
}
