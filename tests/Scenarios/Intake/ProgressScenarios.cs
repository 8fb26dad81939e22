using System.Net;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Citizens learn how far their appeals are, each by themselves, and nobody else does.</summary>
public sealed class ProgressScenarios
{
    private ContactCenterHost host = null!;
    private HttpClient agent = null!;
    private string outbox = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        outbox = Path.Combine(Path.GetTempPath(), $"messages-{Guid.CreateVersion7():n}.jsonl");
        host = await ContactCenterHost.StartAsync([new("Intake:MessageFile", outbox), new("Intake:QueriesPerAddressAndMinute", "10000")]);
        agent = await host.SignInAsync("1001");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        agent.Dispose();
        await host.DisposeAsync();
        File.Delete(outbox);
    }

    [Test]
    public async Task A_citizen_is_told_of_registration_and_result_and_sees_each_stage_once()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        var id = new AppealId((Guid)registered["id"]!);
        var answered = new AppealProgressed(id, AppealStage.Answered, "水管已修好，恢复供水。", TimeProvider.System.GetUtcNow().AddSeconds(61));

        // Later than what Dispatch says of the new order by itself.
        await RaiseAsync(
            new AppealProgressed(id, AppealStage.Dispatched, null, TimeProvider.System.GetUtcNow().AddSeconds(60)), answered,
            answered with { At = answered.At.AddSeconds(1) });

        var asked = await IntakeDesk.BecomesAsync(
            () => AskAsync(registered), answer => (string?)answer["publicAnswer"] == "水管已修好，恢复供水。");
        var steps = asked["steps"]!.AsArray().Select(step => (string?)step!["stage"]).ToList();
        Assert.That(steps.Distinct(), Is.EqualTo((string[])["accepted", "dispatched", "answered"]));
        Assert.That(steps.Count(step => step == "answered"), Is.EqualTo(1), "Said twice, told once.");

        var told = await IntakeDesk.BecomesAsync(LinesAsync, lines => lines.Count(line => line.Contains((string)registered["number"]!, StringComparison.Ordinal)) == 2);
        Assert.That(string.Concat(told), Does.Contain((string)registered["queryCode"]!).And.Contain("恢复供水").And.Contain("138****0001"));
        Assert.That(string.Concat(told), Does.Not.Contain("13874600001").And.Not.Contain("明珠"));
    }

    [Test]
    public async Task What_becomes_of_a_matter_is_told_to_every_citizen_who_was_merged_into_it()
    {
        var parent = await agent.RegisterAsync(IntakeDesk.Form(person: IntakeDesk.Person("13874600101", "甲")));
        var child = await agent.RegisterAsync(IntakeDesk.Form(person: IntakeDesk.Person("13874600102", "乙")));
        await agent.PostAsync($"/api/intake/appeals/{child["id"]}/merge", new { into = (string?)parent["id"], why = "同一处水管" }).ReadAsync(HttpStatusCode.NoContent);

        var at = TimeProvider.System.GetUtcNow().AddSeconds(60);
        await RaiseAsync(
            new AppealProgressed(new AppealId((Guid)parent["id"]!), AppealStage.Answered, "已修好。", at),
            new AppealProgressed(new AppealId((Guid)child["id"]!), AppealStage.Answered, "已修好。", at));

        await IntakeDesk.BecomesAsync(() => AskAsync(child), answer => (string?)answer["publicAnswer"] == "已修好。");
        var told = await IntakeDesk.BecomesAsync(LinesAsync, lines => lines.Count(line => line.Contains("已修好。", StringComparison.Ordinal)) == 2);
        Assert.That(string.Concat(told), Does.Contain((string)child["number"]!).And.Contain((string)parent["number"]!));

        Assert.That(
            await agent.PostAsync($"/api/intake/appeals/{child["id"]}/merge", new { into = (string?)parent["id"], why = "再次" }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("already-merged"));
        Assert.That(
            await agent.PostAsync($"/api/intake/appeals/{parent["id"]}/merge", new { into = (string?)child["id"], why = "反向" }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("merge-into-merged"));
    }

    [Test]
    public async Task Two_mergers_in_opposite_directions_end_with_one()
    {
        var one = await agent.RegisterAsync(IntakeDesk.Form());
        var two = await agent.RegisterAsync(IntakeDesk.Form());

        var statuses = await Task.WhenAll(
            agent.PostAsync($"/api/intake/appeals/{one["id"]}/merge", new { into = (string?)two["id"], why = "同一事" }).StatusAsync(),
            agent.PostAsync($"/api/intake/appeals/{two["id"]}/merge", new { into = (string?)one["id"], why = "同一事" }).StatusAsync());

        Assert.That(statuses, Is.EquivalentTo(new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }));
    }

    [Test]
    public async Task Wrong_codes_close_the_number_for_an_hour_even_to_the_right_one()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        using var citizen = host.OpenConsole();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wrong = new { number = (string?)registered["number"], queryCode = $"0000000{attempt}" };
            Assert.That(await citizen.PostAsync("/api/intake/public/progress", wrong).RefusalAsync(HttpStatusCode.NotFound), Is.EqualTo("progress-not-found"));
        }

        var right = new { number = (string?)registered["number"], queryCode = (string?)registered["queryCode"] };
        Assert.That(await citizen.PostAsync("/api/intake/public/progress", right).StatusAsync(), Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task A_withdrawal_without_proof_is_refused_and_with_the_code_it_is_told()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        var path = $"/api/intake/appeals/{registered["id"]}/withdraw";

        foreach (var unproven in new object[]
        {
            new { proof = "recording", reason = "单位说诉求人不投诉了" }, new { proof = "callback", reason = "已联系" },
            new { proof = "query-code", reason = "不投诉了", queryCode = "00000000" }, new { proof = "recording", reason = "已联系", call = Guid.CreateVersion7() },
        })
        {
            Assert.That(await agent.PostAsync(path, unproven).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("withdrawal-not-proven"));
        }

        await agent.PostAsync(path, new { proof = "query-code", reason = "已自行解决", queryCode = (string?)registered["queryCode"] }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That((string?)(await AskAsync(registered))["stage"], Is.EqualTo("withdrawn"));
        Assert.That(await agent.PostAsync($"/api/intake/appeals/{registered["id"]}/urge", new { }).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("appeal-closed"));
    }

    private async Task RaiseAsync(params AppealProgressed[] happened)
    {
        await using var work = await host.Services.GetRequiredService<Db>().BeginAsync(CancellationToken.None);
        foreach (var one in happened)
        {
            await work.RaiseAsync(one);
        }

        await work.CommitAsync();
    }

    private async Task<JsonNode> AskAsync(JsonNode registered)
    {
        using var citizen = host.OpenConsole();
        return await citizen.PostAsync(
            "/api/intake/public/progress", new { number = (string?)registered["number"], queryCode = (string?)registered["queryCode"] }).ReadAsync();
    }

    private async Task<string[]> LinesAsync() => File.Exists(outbox) ? await File.ReadAllLinesAsync(outbox) : [];
}
