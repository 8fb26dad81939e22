using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>Orders that several units handle together, and the time they have.</summary>
public sealed class JointScenarios
{
    private City city = null!;

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task Units_answer_each_for_its_part_and_the_lead_once_for_all()
    {
        var order = await (await city.RegisterAsync()).SignedAsync("lengshuitan", "clerk-lengshuitan", "urban-management", "market-regulation");
        var below = await city.HireAsync("lengshuitan-urban");
        await order.DoAsync("clerk-lengshuitan", "sub-dispatch", new
        {
            unit = city.Unit("lengshuitan-urban"), amount = 2, limitUnit = "workingDays", note = "现场处置",
        });

        var reply = new { publicAnswer = "已修复", internalText = "已更换灯泡" };
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "reply", reply), Is.EqualTo("parts-open"));
        Assert.That(await order.RefusedAsync("clerk-urban", "reply", reply), Is.EqualTo("not-yours"), "Only the lead answers the citizen.");
        Assert.That(await order.RefusedAsync("clerk-urban", "part/reply", new { internalText = "已处理" }), Is.EqualTo("not-signed"));

        await order.DoAsync("clerk-urban", "part/sign");
        await order.DoAsync("clerk-urban", "part/reply", new { internalText = "已查线路" });
        await order.DoAsync("clerk-market", "part/sign");
        await order.DoAsync("clerk-market", "part/return", new { reason = "与市场监管无关", legalBasis = "三定方案" });
        await order.DoAsync(below, "part/sign");
        await order.DoAsync(below, "part/interim-report", new { internalText = "已到现场" });
        await order.DoAsync(below, "part/reply", new { internalText = "已换灯" });
        var parts = (await order.ShowAsync())["parts"]!.AsArray();
        var market = (string)parts.Single(part => (string)part!["unit"]! == city.Unit("market-regulation"))!["id"]!;
        Assert.That(parts.Select(part => part!["dueAt"]?.ToString()), Has.Some.Not.Null);
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "reply", reply), Is.EqualTo("parts-open"));
        await order.DoAsync("dispatcher", $"parts/{market}/decide-return", new { uphold = true, reason = "同意" });

        Assert.That(await order.DoAsync("clerk-lengshuitan", "reply", reply), Is.EqualTo("finishReview"));
        Assert.That(
            await city.ScalarAsync<string>("""
                select string_agg(o.state || ' ' || coalesce(c.state, '–'), ', ' order by o.sent_at, o.id)
                from dispatch.assignments o
                left join dispatch.clocks c on c.order_id = o.order_id and c.org_id = o.org_id and c.kind = 'assist'
                where o.order_id = @a and o.role <> 'lead'
                """, order.Id),
            Is.EqualTo("replied met, released cancelled, replied met"));
    }

    [Test]
    public async Task A_part_is_given_only_to_units_below_and_taken_back_only_by_who_gave_it()
    {
        var order = await (await city.RegisterAsync()).SignedAsync("lengshuitan", "clerk-lengshuitan", "urban-management");
        var limit = new { unit = city.Unit("lingling-urban"), amount = 1, limitUnit = "workingDays" };
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "sub-dispatch", limit), Is.EqualTo("not-below"));
        Assert.That(await order.RefusedAsync("clerk-urban", "sub-dispatch", limit), Is.EqualTo("not-signed"));

        var assist = (string)(await order.ShowAsync())["parts"]!.AsArray().Single(part => (string)part!["role"]! == "assist")!["id"]!;
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", $"parts/{assist}/release", new { reason = "不需要" }), Is.EqualTo("no-such-part"));
        await order.DoAsync("dispatcher", $"parts/{assist}/release", new { reason = "不需要" });
        await order.DoAsync("dispatcher", "add-assist", new { unit = city.Unit("transport"), note = "请会办" });
        await order.DoAsync("clerk-transport", "part/sign");
        await order.DoAsync("clerk-transport", "part/reply", new { internalText = "已办" });
        var again = (string)(await order.ShowAsync())["parts"]!.AsArray()
            .Single(part => (string)part!["unit"]! == city.Unit("transport"))!["id"]!;
        await order.DoAsync("clerk-lengshuitan", $"parts/{again}/send-back", new { reason = "请补充照片" });
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "reply", new { publicAnswer = "已办", internalText = "已办" }), Is.EqualTo("parts-open"));
    }

    [Test]
    public async Task More_time_is_asked_before_the_time_is_over_decided_once_and_told()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        var before = await DueAsync(order);
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "request-extension", new { amount = 20, unit = "workingDays", reason = "复杂" }),
            Is.EqualTo("extension-too-long"));
        await order.DoAsync("clerk-lengshuitan", "request-extension", new { amount = 3, unit = "workingDays", reason = "需协调多方" });
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "request-extension", new { amount = 1, unit = "workingDays", reason = "再延" }),
            Is.EqualTo("extension-pending"));
        var asked = await (await city.AsAsync("dispatcher")).GetAsync("/api/dispatch/matters/extension").ReadAsync();
        Assert.That(asked["items"]!.AsArray().Select(item => (string)item!["order"]!["id"]!), Does.Contain(order.Id));

        await order.DoAsync("dispatcher", "decide-extension", new { grant = true, reason = "情况属实" });
        Assert.That(await DueAsync(order), Is.GreaterThan(before));
        Assert.That((await order.ShowAsync("clerk-lengshuitan"))["possible"]!.AsArray().Select(act => (string)act!), Does.Contain("tellExtension"));
        await order.DoAsync("clerk-lengshuitan", "tell-extension", new { proof = "电话告知市民" });
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "request-extension", new { amount = 1, unit = "workingDays", reason = "再延" }),
            Is.EqualTo("extensions-used-up"));

        await city.Host.ExecuteAsync($"update dispatch.clocks set due_at = now() where order_id = '{order.Id}' and kind = 'handle'");
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "request-extension", new { amount = 1, unit = "workingDays", reason = "再延" }),
            Is.EqualTo("extension-too-late"));
    }

    [Test]
    public async Task Time_that_is_over_gives_a_red_card_once_and_shows_everywhere()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await city.Host.ExecuteAsync(
            $"update dispatch.clocks set due_at = now() - interval '1 minute', warn_at = now() - interval '2 minutes' where order_id = '{order.Id}' and kind = 'handle'");

        await Support.Until.TrueAsync(
            async _ => (string)(await order.ShowAsync())["order"]!["alert"]! == "overdue", TimeSpan.FromSeconds(60), "the order is overdue");
        await city.SettleAsync();
        Assert.That(
            await city.ScalarAsync<string>("select string_agg(colour, ' ' order by colour desc) from dispatch.cards where order_id = @a", order.Id),
            Is.EqualTo("yellow red"));
        var overdue = await (await city.AsAsync("supervisor")).GetAsync("/api/dispatch/inbox/overdue").ReadAsync();
        Assert.That(overdue["items"]!.AsArray().Select(item => (string)item!["order"]!["id"]!), Does.Contain(order.Id));
        var pressing = await (await city.AsAsync("clerk-lengshuitan")).GetAsync("/api/dispatch/workbench/toReply").ReadAsync();
        Assert.That(pressing["items"]!.AsArray().Select(item => (string)item!["order"]!["id"]!), Does.Contain(order.Id));
    }

    private static async Task<DateTimeOffset> DueAsync(OrderAtHand order) => (DateTimeOffset)(await order.ShowAsync())["order"]!["dueAt"]!;
}
