using System.Net;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>Orders that come back: objections, refusals, negotiation and what binds.</summary>
public sealed class ReturnScenarios
{
    private City city = null!;

    private static object Objection => new { reason = "该路段由市级管养", legalBasis = "市政设施管理条例第五条" };

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task A_return_is_reviewed_and_the_order_goes_to_another_unit()
    {
        var order = await city.RegisterAsync();
        var suggestion = (await order.ShowAsync())["suggestion"]!;
        Assert.That((string?)suggestion["leadName"], Is.EqualTo("冷水滩区"), (string?)suggestion["why"]);

        await order.SignedAsync();
        Assert.That(await order.DoAsync("clerk-lengshuitan", "return", Objection), Is.EqualTo("objectionReview"));
        Assert.That(await order.DoAsync("dispatcher", "redispatch", new { unit = city.Unit("urban-management"), reason = "退单有理" }),
            Is.EqualTo("dispatched"));

        Assert.That(await order.DoAsync("clerk-urban", "sign"), Is.EqualTo("signed"));
        var shown = await order.ShowAsync();
        Assert.That((string?)shown["order"]!["leadName"], Does.Contain("城市管理"));
        Assert.That((int)shown["order"]!["returns"]!, Is.EqualTo(1));
        Assert.That((string?)shown["matters"]![0]!["state"], Is.EqualTo("granted"));
        Assert.That(
            await (await city.AsAsync("clerk-lengshuitan")).GetAsync($"/api/dispatch/orders/{order.Id}").StatusAsync(),
            Is.EqualTo(HttpStatusCode.NotFound), "It is not that unit's any more.");
        await city.SettleAsync();
        Assert.That(await city.ScalarAsync<long>("select count(*) from dispatch.rule_returns where order_id = @a", order.Id), Is.EqualTo(1),
            "The catalogue learns from it.");
        Assert.That(await city.ScalarAsync<string>("select state from dispatch.clocks where order_id = @a and kind = 'citizen'", order.Id),
            Is.EqualTo("running"), "The citizen's time runs on.");
    }

    [Test]
    public async Task A_refused_return_goes_back_to_where_the_unit_stood()
    {
        var order = await city.RegisterAsync();
        await order.DoAsync("dispatcher", "dispatch", new { unit = city.Unit("lengshuitan") });
        await order.DoAsync("clerk-lengshuitan", "return", Objection);
        Assert.That(await order.DoAsync("dispatcher", "refuse-return", new { reason = "属地管理" }), Is.EqualTo("dispatched"));
        await order.DoAsync("clerk-lengshuitan", "sign");
        await order.DoAsync("clerk-lengshuitan", "return", Objection);
        Assert.That(await order.DoAsync("dispatcher", "refuse-return", new { reason = "属地管理" }), Is.EqualTo("signed"));
    }

    [Test]
    public async Task When_returns_are_used_up_the_units_negotiate_and_the_outcome_binds()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        for (var time = 1; time <= 2; time++)
        {
            await order.DoAsync("clerk-lengshuitan", "return", Objection);
            await order.DoAsync("dispatcher", "refuse-return", new { reason = "属地管理" });
        }

        Assert.That(await order.DoAsync("clerk-lengshuitan", "return", Objection), Is.EqualTo("negotiation"));
        Assert.That(await order.RefusedAsync("dispatcher", "dispatch", new { unit = city.Unit("urban-management") }), Is.EqualTo("not-possible-now"));
        Assert.That(
            await order.DoAsync("dispatcher", "assign-compulsorily", new { unit = city.Unit("urban-management"), reason = "编办、司法会商结论" }),
            Is.EqualTo("dispatched"));

        Assert.That(await order.RefusedAsync("clerk-urban", "return", Objection), Is.EqualTo("assigned-compulsorily"));
        Assert.That((bool)(await order.ShowAsync())["compulsory"]!, Is.True);
        Assert.That((await order.ShowAsync("clerk-urban"))["possible"]!.AsArray().Select(act => (string)act!),
            Does.Contain("sign").And.Not.Contain("return"), "The buttons follow the machine.");
    }

    [Test]
    public async Task A_return_needs_reason_and_legal_basis()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();

        Assert.That(await order.StatusAsync("clerk-lengshuitan", "return", new { reason = "不归我管" }), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await order.StatusAsync("clerk-lengshuitan", "return", new { reason = "", legalBasis = "" }), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await order.StateAsync(), Is.EqualTo("signed"));
    }

    [Test]
    public async Task A_departments_matter_is_not_sent_to_the_grass_roots()
    {
        var order = await city.RegisterAsync();

        Assert.That(await order.RefusedAsync("dispatcher", "dispatch", new { unit = city.Unit("lengshuitan-meiwan") }),
            Is.EqualTo("department-matter-to-township"));
        Assert.That(await order.RefusedAsync("dispatcher", "dispatch", new { unit = Guid.CreateVersion7() }), Is.EqualTo("unknown-unit"));
        Assert.That(await order.RefusedAsync("dispatcher", "dispatch", new
        {
            unit = city.Unit("lengshuitan"), assists = new[] { city.Unit("lengshuitan") },
        }), Is.EqualTo("unit-twice"));
        Assert.That(await order.StateAsync(), Is.EqualTo("pendingReview"));
    }

    [Test]
    public async Task Many_orders_are_dispatched_as_suggested_and_what_cannot_be_stays()
    {
        var (one, other) = (await city.RegisterAsync(), await city.RegisterAsync(title: "公园树木倒伏", category: "0607"));
        var answer = await (await city.AsAsync("dispatcher")).PostAsync("/api/dispatch/orders/bulk-dispatch", new
        {
            orders = new object[] { new { id = one.Id, version = 1 }, new { id = other.Id, version = 7 } },
        }).ReadAsync();

        var results = answer["results"]!.AsArray();
        Assert.That((bool)results[0]!["dispatched"]!, Is.True, results.ToJsonString());
        Assert.That((string?)results[1]!["code"], Is.EqualTo("stale-version"));
        Assert.That((await one.StateAsync(), await other.StateAsync()), Is.EqualTo(("dispatched", "pendingReview")));
    }
}
