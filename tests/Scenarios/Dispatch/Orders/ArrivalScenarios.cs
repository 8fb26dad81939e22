using System.Globalization;
using System.Net;
using ContactCenter.Scenarios.Calls;
using ContactCenter.Scenarios.Intake;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>What orders hear: from the citizens by way of intake, and of organisations that end.</summary>
public sealed class ArrivalScenarios
{
    private City city = null!;

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task A_citizen_who_urges_is_counted_and_what_they_add_reaches_the_unit()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await (await city.AsAsync("1001")).PostAsync($"/api/intake/appeals/{order.Appeal}/urge", new { supplement = "又坏了一盏,电话13911112222" })
            .ReadAsync();
        await city.SettleAsync();

        var shown = await order.ShowAsync("clerk-lengshuitan");
        Assert.That((int)shown["order"]!["urges"]!, Is.EqualTo(1));
        Assert.That((string?)shown["timeline"]!.AsArray()[^1]!["reason"], Does.Contain("又坏了一盏").And.Not.Contain("13911112222"));
    }

    [Test]
    public async Task A_corrected_urgency_gives_the_running_clock_its_other_limit()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        var facts = new { type = "complaint", title = "路灯漏电", brief = "路灯漏电,请立即处置。", urgency = "urgent", category = "0605", area = "431103" };
        var version = await city.ScalarAsync<int>("select version from intake.appeals where id = @a", order.Appeal);
        await (await city.AsAsync("1001")).PutAsync($"/api/intake/appeals/{order.Appeal}", new { facts, version, why = "市民补充" })
            .ReadAsync(HttpStatusCode.NoContent);
        await city.SettleAsync();

        var shown = await order.ShowAsync();
        var handle = shown["clocks"]!.AsArray().Single(clock => (string)clock!["kind"]! == "handle")!;
        Assert.That((string?)shown["order"]!["urgency"], Is.EqualTo("urgent"));
        Assert.That((bool)handle["natural"]!, Is.True, "24 hours around the clock.");
        Assert.That((long)handle["secondsLeft"]!, Is.InRange(3600, 24 * 3600));
        var first = (await (await city.AsAsync("clerk-lengshuitan")).GetAsync("/api/dispatch/workbench/inProgress").ReadAsync())["items"]![0]!;
        Assert.That((string?)first["order"]!["id"], Is.EqualTo(order.Id), "It is at the top of the workbench.");
    }

    [Test]
    public async Task What_the_citizen_takes_back_ends_and_is_archived_with_its_clocks()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await (await city.AsAsync("1001")).PostAsync(
            $"/api/intake/appeals/{order.Appeal}/withdraw",
            new { proof = "query-code", reason = "已自行解决", queryCode = order.QueryCode }).ReadAsync(HttpStatusCode.NoContent);
        await city.SettleAsync();

        Assert.That(await order.StateAsync(), Is.EqualTo("withdrawn"));
        Assert.That(await order.RefusedAsync("supervisor", "escalate", new { reason = "再办" }), Is.EqualTo("not-possible-now"));
        Assert.That(
            await city.ScalarAsync<long>("select count(*) from dispatch.clocks where order_id = @a and state in ('running', 'paused')", order.Id), Is.Zero);
        Assert.That(await order.DoAsync("dispatcher", "archive"), Is.EqualTo("archived"));
    }

    [Test]
    public async Task Open_orders_of_a_unit_that_ends_go_to_the_one_that_carries_on_with_their_clocks()
    {
        var order = await (await city.RegisterAsync()).SignedAsync("lengshuitan", "clerk-lengshuitan", "transport");
        var admin = await city.AsAsync("admin");
        var version = (int)(await admin.GetAsync($"/api/dispatch/organisations/{city.Unit("transport")}").ReadAsync())["organisation"]!["version"]!;
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await admin.PostAsync(
            $"/api/dispatch/organisations/{city.Unit("transport")}/merge", new { version, from = today, into = city.Unit("urban-management"), why = "机构改革" })
            .ReadAsync();

        await Support.Until.TrueAsync(
            async _ => (await order.ShowAsync())["parts"]!.AsArray().Any(part =>
                (string)part!["unit"]! == city.Unit("urban-management") && (string)part["state"]! == "sent"),
            TimeSpan.FromSeconds(30), "the heir has the part");
        await order.DoAsync("clerk-urban", "part/sign");
        await order.DoAsync("clerk-urban", "part/reply", new { internalText = "已承接并办理" });
        Assert.That(
            await city.ScalarAsync<string>("select state from dispatch.clocks where order_id = @a and kind = 'assist'", order.Id), Is.EqualTo("met"));
    }

    [Test]
    public async Task The_call_at_hand_opens_the_callers_orders_to_the_agent_and_no_others()
    {
        var floor = new Floor(city.Host);
        var order = await city.RegisterAsync(number: "13874609999");
        using var console = await floor.ReadyAsync("1003");
        var call = await floor.TalkAsync("at-hand", "+8613874609999");
        var path = $"/api/dispatch/orders/{order.Id}";

        Assert.That(await console.GetAsync(path).StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await console.GetAsync($"{path}?call={call}").StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await (await city.AsAsync("1004")).GetAsync($"{path}?call={call}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound), "It is not their call.");
        var other = await city.RegisterAsync();
        Assert.That(await console.GetAsync($"/api/dispatch/orders/{other.Id}?call={call}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
    }
}
