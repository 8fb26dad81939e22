using System.Net;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>What the citizens say, each for themselves, and what follows from it.</summary>
public sealed class CallbackScenarios
{
    private City city = null!;

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task An_unsatisfied_citizen_has_it_done_again_and_the_first_rating_stays()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        Assert.That(await order.AnsweredAsync(), Is.EqualTo("callbackPending"));
        Assert.That(await order.CallBackAsync(solved: false, "veryDissatisfied"), Is.EqualTo("inProgress"));
        Assert.That((int)(await order.ShowAsync())["order"]!["reworks"]!, Is.EqualTo(1));

        await order.AnsweredAsync();
        Assert.That(await order.CallBackAsync(solved: true, "satisfied"), Is.EqualTo("closed"));

        var citizen = await order.CitizenAsync();
        Assert.That(
            ((string?)citizen["firstRating"], (string?)citizen["finalRating"], (bool)citizen["firstSolved"]!, (bool)citizen["finalSolved"]!),
            Is.EqualTo(("veryDissatisfied", "satisfied", false, true)));
        Assert.That((string?)(await order.ShowAsync())["order"]!["outcome"], Is.EqualTo("satisfied"));
        Assert.That(
            () => city.Host.ExecuteAsync($"update dispatch.order_citizens set first_rating = 'satisfied' where appeal_id = '{order.Appeal}'"),
            Throws.Exception.With.Message.Contains("first rating"), "Not even the database's owner rewrites it.");
        Assert.That(await city.ScalarAsync<long>("select count(*) from dispatch.clocks where order_id = @a and state in ('running', 'paused')", order.Id),
            Is.Zero);
        await city.SettleAsync();
        Assert.That(await city.ScalarAsync<string>("select stage from intake.appeals where id = @a", order.Appeal), Is.EqualTo("closed"));
    }

    [Test]
    public async Task When_reworks_are_used_up_a_supervisor_takes_it_up()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await order.AnsweredAsync();
        for (var rework = 1; rework <= 2; rework++)
        {
            Assert.That(await order.CallBackAsync(solved: false, "dissatisfied"), Is.EqualTo("inProgress"));
            await order.AnsweredAsync();
        }

        Assert.That(await order.CallBackAsync(solved: false, "dissatisfied"), Is.EqualTo("escalated"));
        await order.DoAsync("supervisor", "supervise", new
        {
            instrument = "writtenOrder", reason = "限期解决", dueAt = DateTimeOffset.Parse("2030-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
        });
        var supervised = await (await city.AsAsync("clerk-lengshuitan")).GetAsync("/api/dispatch/workbench/supervised").ReadAsync();
        Assert.That(supervised["items"]!.AsArray().Select(item => (string)item!["order"]!["id"]!), Does.Contain(order.Id));
        await order.DoAsync("clerk-lengshuitan", "answer-supervision", new { internalText = "已立案督办" });
        Assert.That(await order.DoAsync("supervisor", "order-rework", new { amount = 2, limitUnit = "workingDays", reason = "发回重办" }),
            Is.EqualTo("inProgress"));
        await order.AnsweredAsync();
        Assert.That(await order.CallBackAsync(solved: true, "fairlySatisfied"), Is.EqualTo("closed"));
    }

    [Test]
    public async Task Who_cannot_be_reached_is_tried_as_often_as_the_policy_says()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await order.AnsweredAsync();
        var missed = new { reached = false, whyNot = "noAnswer" };

        Assert.That(await order.DoAsync("1001", "record-callback", missed), Is.EqualTo("callbackPending"));
        Assert.That(await order.DoAsync("1002", "record-callback", missed), Is.EqualTo("callbackPending"));
        Assert.That(await order.DoAsync("1001", "record-callback", missed), Is.EqualTo("closed"));
        Assert.That((string?)(await order.ShowAsync())["order"]!["outcome"], Is.EqualTo("unreachable"));
        Assert.That((await order.ShowAsync())["callbacks"]!.AsArray(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_callback_says_what_it_must_or_is_refused()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await order.AnsweredAsync();

        Assert.That(await order.StatusAsync("1001", "record-callback", new { reached = true, solved = true }), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await order.StatusAsync("1001", "record-callback", new { reached = false }), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await order.StatusAsync("1001", "record-callback", new { reached = false, whyNot = "busy", rating = "satisfied" }),
            Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await order.StatusAsync("clerk-lengshuitan", "record-callback", new { reached = false, whyNot = "busy" }),
            Is.EqualTo(HttpStatusCode.Forbidden).Or.EqualTo(HttpStatusCode.Conflict), "No unit calls back about itself.");
    }

    [Test]
    public async Task Merged_citizens_share_the_handling_and_are_asked_and_rated_apart()
    {
        var (order, other) = (await (await city.RegisterAsync()).SignedAsync(), await city.RegisterAsync());
        await (await city.AsAsync("dispatcher")).PostAsync($"/api/intake/appeals/{other.Appeal}/merge", new { into = order.Appeal, why = "同一路灯" })
            .ReadAsync(HttpStatusCode.NoContent);
        await city.SettleAsync();
        Assert.That(await other.StateAsync(), Is.EqualTo("merged"));
        Assert.That((await order.ShowAsync())["citizens"]!.AsArray(), Has.Count.EqualTo(2));

        await order.AnsweredAsync();
        Assert.That(await order.RefusedAsync("1001", "record-callback", new { reached = true, contacted = true, solved = true, rating = "satisfied" }),
            Is.EqualTo("which-citizen"));
        Assert.That(await order.CallBackAsync(solved: true, "verySatisfied", order.Appeal), Is.EqualTo("callbackPending"));
        Assert.That(await order.CallBackAsync(solved: false, "dissatisfied", other.Appeal), Is.EqualTo("inProgress"));
        await order.AnsweredAsync();
        Assert.That((string?)(await order.CitizenAsync())["state"], Is.EqualTo("answered"), "Who was content is not asked again.");
        Assert.That(await order.CallBackAsync(solved: true, "satisfied", other.Appeal), Is.EqualTo("closed"));

        Assert.That((string?)(await order.CitizenAsync())["firstRating"], Is.EqualTo("verySatisfied"));
        var merged = await order.CitizenAsync(other.Appeal);
        Assert.That(((string?)merged["firstRating"], (string?)merged["finalRating"]), Is.EqualTo(("dissatisfied", "satisfied")));
        await city.SettleAsync();
        Assert.That(await city.ScalarAsync<string>("select stage from intake.appeals where id = @a", other.Appeal), Is.EqualTo("closed"));
    }

    [Test]
    public async Task Who_wants_no_reply_is_not_called_and_what_is_withdrawn_ends()
    {
        var quiet = await (await city.RegisterAsync(replyWanted: false)).SignedAsync();
        Assert.That(await quiet.AnsweredAsync(), Is.EqualTo("closed"));

        var direct = await city.RegisterAsync(title: "社保咨询", category: "0301", type: "consultation");
        Assert.That(await direct.DoAsync("dispatcher", "answer-directly", new { publicAnswer = "可在线办理。" }), Is.EqualTo("callbackPending"));

        var carried = await (await city.RegisterAsync()).SignedAsync();
        await carried.DoAsync("clerk-lengshuitan", "start", new { contactedCitizen = true });
        Assert.That(await carried.DoAsync("supervisor", "carry-over", new { reviewAt = "2031-01-01T00:00:00Z", reason = "待管网改造" }), Is.EqualTo("carriedOver"));
        Assert.That(await carried.RefusedAsync("clerk-lengshuitan", "reply", new { publicAnswer = "已办", internalText = "已办" }), Is.EqualTo("not-possible-now"));
        Assert.That(await carried.DoAsync("supervisor", "write-off", new { publicAnswer = "已完成改造。", reason = "已验收" }), Is.EqualTo("callbackPending"));
    }

    [Test]
    public async Task An_unreasonable_appeal_is_found_so_by_a_supervisor_and_a_score_is_contested_once()
    {
        var order = await (await city.RegisterAsync()).SignedAsync();
        await order.DoAsync("clerk-lengshuitan", "apply-unreasonable", new { reason = "要求超出政策", legalBasis = "信访工作条例" });
        Assert.That(await order.RefusedAsync("supervisor", "decide-unreasonable", new { uphold = true, reason = "属实" }), Is.EqualTo("public-answer-missing"));
        Assert.That(
            await order.DoAsync("supervisor", "decide-unreasonable", new { uphold = true, reason = "属实", publicAnswer = "依规不予支持。" }),
            Is.EqualTo("closed"));
        Assert.That((string?)(await order.ShowAsync())["order"]!["outcome"], Is.EqualTo("unreasonable"));

        await order.DoAsync("clerk-lengshuitan", "appeal-score", new { about = "overdue", reason = "系统故障" });
        Assert.That(await order.RefusedAsync("dispatcher", "archive"), Is.EqualTo("matters-open"));
        await order.DoAsync("supervisor", "decide-score-appeal", new { uphold = true, reason = "属实" });
        Assert.That(await order.RefusedAsync("clerk-lengshuitan", "appeal-score", new { about = "rating", reason = "再申诉" }), Is.EqualTo("score-appealed"));
        Assert.That(await order.DoAsync("dispatcher", "archive"), Is.EqualTo("archived"));
    }
}
