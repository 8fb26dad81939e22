using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Scenarios.Calls;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>An appeal taken on a live call: what is known of the caller, the form, its drafts, and what the call proves.</summary>
public sealed class CallScenarios
{
    private ContactCenterHost host = null!;
    private Floor floor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        floor = new Floor(host);
    }

    [SetUp]
    public Task Empty() => floor.EmptyAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task The_card_of_the_caller_at_hand_shows_number_line_marks_and_earlier_matters()
    {
        using var console = await floor.ReadyAsync("1001");
        var first = await floor.TalkAsync("c1", "+8613874601111", "12315", "12315");
        var registered = await console.RegisterAsync(On(first, IntakeDesk.Form(person: [])));
        await floor.HangUpAsync(console, "c1");
        var second = await floor.TalkAsync("c2", "+8613874601111", "12315", "12315");

        var card = await console.GetAsync($"/api/intake/callers/card?call={second}").ReadAsync();

        Assert.That((string?)card["number"], Is.EqualTo("138****1111"));
        Assert.That((string?)card["call"]!["suggested"]!["code"], Is.EqualTo("0701"), "Calls to 12315 are mostly about consumers.");
        Assert.That((string?)card["appeals"]![0]!["number"], Is.EqualTo((string?)registered["number"]));
        Assert.That((string?)card["appeals"]![0]!["dialledLine"], Is.EqualTo("12315"));
        Assert.That(card["calls"]!.AsArray(), Has.One.Items);
        Assert.That((int)card["recentAppeals"]!, Is.EqualTo(1));

        var marks = new { call = second.ToString(), specialCare = new[] { "deaf" }, preferredContact = "sms", language = "祁阳话", version = 0, why = "家属告知" };
        Assert.That((string?)(await console.PutAsync("/api/intake/callers/marks", marks).ReadAsync())["preferredContact"], Is.EqualTo("sms"));
        Assert.That(await console.PutAsync("/api/intake/callers/marks", marks).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("stale-version"));

        using var other = await host.SignInAsync("1002");
        Assert.That(await other.GetAsync($"/api/intake/callers/card?call={second}").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("call-not-at-hand"));
        using var admin = await host.SignInAsync("admin");
        await IntakeDesk.BecomesAsync(
            () => admin.GetAsync("/api/access/audit?act=caller.marked").ReadAsync(), audit => audit["items"]!.AsArray().Any(one => (string?)one!["reason"] == "家属告知"));
    }

    [Test]
    public async Task Number_line_and_time_of_an_appeal_come_from_the_call_and_only_its_agent_may_use_it()
    {
        using var console = await floor.ReadyAsync("1001");
        using var other = await host.SignInAsync("1002");
        var call = await floor.TalkAsync("c1", "+8613874602222", "12333", "12333");
        var form = On(call, IntakeDesk.Form(person: new JsonObject { ["callerNumber"] = "13900000000" }));

        Assert.That(await other.PostAsJsonAsync("/api/intake/appeals", form).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("call-not-at-hand"));
        var shown = (await console.ShowAsync(await console.RegisterAsync(form)))["appeal"]!;

        Assert.That((string?)shown["citizen"]!["callerNumber"], Is.EqualTo("138****2222"), "Not what was typed.");
        Assert.That((string?)shown["appeal"]!["dialledLine"], Is.EqualTo("12333"));
        Assert.That((string?)shown["appeal"]!["channel"], Is.EqualTo("phone"));
        Assert.That((string?)shown["appeal"]!["call"], Is.EqualTo(call.ToString()));
    }

    [Test]
    public async Task The_citizen_calls_again_and_takes_the_appeal_back_on_the_record_and_nobody_else_can()
    {
        using var console = await floor.ReadyAsync("1001");
        var registered = await console.RegisterAsync(On(await floor.TalkAsync("c1", "+8613874603333"), IntakeDesk.Form(person: [])));
        await floor.HangUpAsync(console, "c1");
        var path = $"/api/intake/appeals/{registered["id"]}/withdraw";

        var stranger = await floor.TalkAsync("c2", "+8613874604444");
        Assert.That(
            await console.PostAsync(path, new { proof = "recording", reason = "不办了", call = stranger.ToString() }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("withdrawal-not-proven"));
        await floor.HangUpAsync(console, "c2");

        var citizen = await floor.TalkAsync("c3", "+8613874603333");
        await console.PostAsync(path, new { proof = "recording", reason = "已自行解决", call = citizen.ToString(), recordingId = "rec-3" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That((string?)(await console.ShowAsync(registered))["appeal"]!["withdrawalProof"], Is.EqualTo("recording"));
    }

    [Test]
    public async Task The_agent_at_hand_sees_the_callers_appeals_of_others_but_not_the_secret_ones()
    {
        using var console = await floor.ReadyAsync("1001");
        using var other = await host.SignInAsync("1003");
        var open = await other.RegisterAsync(IntakeDesk.Form(person: IntakeDesk.Person("13874605555")));
        var form = IntakeDesk.Form(person: IntakeDesk.Person("13874605555"));
        form["matter"]!["secret"] = true;
        var secret = await other.RegisterAsync(form);
        var call = await floor.TalkAsync("c1", "+8613874605555");

        Assert.That(await console.GetAsync($"/api/intake/appeals/{open["id"]}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await console.GetAsync($"/api/intake/appeals/{open["id"]}?call={call}").StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await console.GetAsync($"/api/intake/appeals/{secret["id"]}?call={call}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        var card = await console.GetAsync($"/api/intake/callers/card?call={call}").ReadAsync();
        Assert.That(card["appeals"]!.AsArray().Select(one => (string?)one!["number"]), Is.EqualTo((string?[])[(string?)open["number"]]));

        var urged = await console.PostAsync($"/api/intake/appeals/{open["id"]}/urge", new { call = call.ToString() }).ReadAsync();
        Assert.That((int)urged["urgeCount"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task A_malicious_caller_is_marked_with_evidence_and_still_gets_an_urgent_matter_through()
    {
        using var console = await floor.ReadyAsync("1001");
        using var leader = await host.SignInAsync("leader");
        for (var number = 1; number <= 3; number++)
        {
            var call = await floor.TalkAsync($"c{number}", "+8613874606666");
            var abuse = On(call, IntakeDesk.Form(IntakeDesk.Matter("辱骂", "来电人反复辱骂，无诉求"), [], "invalid"));
            abuse["outcome"]!["reason"] = "辱骂，无具体诉求";
            abuse["recordingId"] = $"rec-{number}";
            await console.RegisterAsync(abuse);
            if (number == 1)
            {
                await console.PutAsync("/api/intake/callers/marks", new { call = call.ToString(), specialCare = Array.Empty<string>(), version = 0 }).ReadAsync();
            }

            await floor.HangUpAsync(console, $"c{number}");
        }

        var last = await floor.TalkAsync("c4", "+8613874606666");
        var caller = (await leader.GetAsync($"/api/intake/callers/card?call={last}").ReadAsync())["marks"]!;
        var path = $"/api/intake/callers/{caller["id"]}";
        Assert.That(await leader.PostAsync($"{path}/evidence", new { reason = "移送" }).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("not-marked"));
        Assert.That(
            await console.PostAsync($"{path}/malicious", new { malicious = true, reason = "骚扰", version = 2 }).StatusAsync(), Is.EqualTo(HttpStatusCode.Forbidden));
        await leader.PostAsync($"{path}/malicious", new { malicious = true, reason = "三日内辱骂三次", version = (int)caller["version"]! }).ReadAsync();
        var pack = await leader.PostAsync($"{path}/evidence", new { reason = "移送公安机关" }).ReadAsync(HttpStatusCode.Created);
        Assert.That((int)pack["callCount"]!, Is.EqualTo(4));
        Assert.That(pack["appeals"]!.AsArray().Select(one => (string?)one!["recordingId"]), Is.EquivalentTo((string[])["rec-1", "rec-2", "rec-3"]));
        Assert.That((await leader.GetAsync($"{path}/evidence").ReadAsync()).AsArray(), Has.One.Items);

        var urgent = On(last, IntakeDesk.Form(IntakeDesk.Matter("煤气泄漏", "家里煤气味很大，头晕。"), []));
        urgent["matter"]!["urgency"] = "urgent";
        Assert.That((string?)(await console.RegisterAsync(urgent))["number"], Is.Not.Null);
    }

    [Test]
    public async Task A_draft_survives_is_its_authors_alone_and_becomes_the_appeal_once()
    {
        using var console = await floor.ReadyAsync("1001");
        using var other = await host.SignInAsync("1002");
        var call = await floor.TalkAsync("c1", "+8613874607777");
        var id = Guid.CreateVersion7();
        var path = $"/api/intake/drafts/{id}";
        object Draft(string text, int version, bool secret = true) => new { body = new { narrative = text }, secret, call = call.ToString(), version };

        Assert.That((int)(await console.PutAsync(path, Draft("举报人张三丰在", 0)).ReadAsync())["version"]!, Is.EqualTo(1));
        Assert.That((int)(await console.PutAsync(path, Draft("举报人张三丰在工地", 1)).ReadAsync())["version"]!, Is.EqualTo(2));
        Assert.That(await console.PutAsync(path, Draft("旧窗口", 1)).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("stale-version"));
        Assert.That(
            await console.PutAsync($"/api/intake/drafts/{Guid.CreateVersion7()}", Draft("又一份", 0)).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("draft-exists"));
        Assert.That(await other.GetAsync(path).StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await other.PutAsync(path, Draft("他人", 2)).StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await host.CountAsync("select count(*) from intake.drafts where body_sealed like '%张三丰%'"), Is.Zero);
        Assert.That((string?)(await console.GetAsync(path).ReadAsync())["body"]!["narrative"], Is.EqualTo("举报人张三丰在工地"));

        var form = On(call, IntakeDesk.Form(person: []));
        form["draft"] = id;
        await console.RegisterAsync(form);
        Assert.That((await console.GetAsync("/api/intake/drafts").ReadAsync()).AsArray(), Is.Empty);
        Assert.That(await console.PutAsync(path, Draft("迟到的保存", 2)).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("draft-registered"));
    }

    private static JsonObject On(CallId call, JsonObject form)
    {
        form["call"] = call.ToString();
        return form;
    }
}
