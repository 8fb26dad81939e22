using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Intake;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Appeals are registered once, whole, and with their citizen protected.</summary>
public sealed class RegisterScenarios
{
    private ContactCenterHost host = null!;
    private HttpClient agent = null!;
    private HttpClient leader = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        agent = await host.SignInAsync("1001");
        leader = await host.SignInAsync("leader");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        agent.Dispose();
        leader.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_matter_becomes_an_appeal_with_a_number_and_an_event_without_personal_data()
    {
        var form = IntakeDesk.Form(IntakeDesk.Matter(narrative: "我是欧阳明珠，电话13874600001，住在梅湾路8号，水管爆了。"));
        form["person"]!["address"] = "永州市冷水滩区梅湾路8号";
        form["person"]!["identityNumber"] = "431103199003071234";
        var registered = await agent.RegisterAsync(form);

        Assert.That((string?)registered["number"], Does.Match(@"^YZ\d{14}$"));
        Assert.That((string?)registered["queryCode"], Does.Match(@"^\d{8}$"));

        var facts = await host.Services.GetRequiredService<IAppeals>().FindAsync(new AppealId((Guid)registered["id"]!), CancellationToken.None);
        Assert.That(facts!.Brief, Does.Not.Contain("13874600001").And.Not.Contain("欧阳明珠").And.Contain("水管爆了"));
        Assert.That(facts.Reachable, Is.True);

        var shown = await leader.ShowAsync(registered);
        var text = shown.ToJsonString(Plain.Json);
        Assert.That(text, Does.Not.Contain("13874600001").And.Not.Contain("明珠").And.Not.Contain("梅湾路8号").And.Not.Contain("19900307"));
        Assert.That((string?)shown["appeal"]!["citizen"]!["contactNumber"], Is.EqualTo("138****0001"));
    }

    [Test]
    public async Task The_same_form_sent_twice_and_at_the_same_moment_is_one_appeal()
    {
        var form = IntakeDesk.Form();
        form["draft"] = Guid.CreateVersion7();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => agent.PostAsJsonAsync("/api/intake/appeals", form)));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadFromJsonAsync<JsonNode>()));

        Assert.That(bodies.Select(body => (string?)body!["number"]).Distinct(), Has.One.Items);
        Assert.That(answers.Count(answer => answer.StatusCode is HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(bodies.Count(body => body!["queryCode"] is not null), Is.EqualTo(1), "The code is told once.");
    }

    [Test]
    public async Task Every_field_that_was_typed_has_its_place()
    {
        var form = new JsonObject
        {
            ["matter"] = new JsonObject
            {
                ["type"] = "complaint", ["title"] = "夜间施工扰民", ["narrative"] = "工地夜里三点还在打桩，孩子睡不着。", ["brief"] = "工地夜间打桩扰民。",
                ["urgency"] = "important", ["category"] = "0608", ["area"] = "431103901", ["place"] = "永州大道与湘永路交叉口", ["longitude"] = 111.61,
                ["latitude"] = 26.42, ["secret"] = false, ["replyWanted"] = true, ["publishable"] = true, ["oldCaller"] = true,
                ["earlierNumber"] = "YZ20251001000001",
            },
            ["person"] = new JsonObject
            {
                ["callerNumber"] = "0746-8321234", ["contactNumber"] = "13874600022", ["name"] = "蒋先生", ["identityNumber"] = "431103198001011234",
                ["address"] = "冷水滩区凤凰路3号", ["companyName"] = "永州某某商贸有限公司", ["callerTags"] = new JsonArray("企业", "老户"),
                ["preferredContact"] = "sms", ["language"] = "祁阳话",
            },
            ["outcome"] = new JsonObject { ["kind"] = "dispatch" },
            ["channel"] = "letter", ["recordingId"] = "rec-1", ["externalSystem"] = "市政府办", ["externalNumber"] = $"办-{Guid.CreateVersion7():n}",
            ["upstreamDeadline"] = "2026-12-31T16:00:00+08:00",
        };
        var full = (await leader.ShowAsync(await agent.RegisterAsync(form)))["appeal"]!;

        Assert.Multiple(() =>
        {
            foreach (var (name, value) in form["matter"]!.AsObject().Where(field => field.Key is not ("narrative" or "secret")))
            {
                Assert.That((full[name] ?? full["appeal"]![name])?.ToJsonString(), Is.EqualTo(value!.ToJsonString()), name);
            }

            foreach (var name in form["person"]!.AsObject().Select(field => field.Key))
            {
                Assert.That(full["citizen"]![name], Is.Not.Null, name);
            }

            Assert.That((string?)full["externalNumber"], Is.EqualTo((string?)form["externalNumber"]));
            Assert.That((string?)full["recordingId"], Is.EqualTo("rec-1"));
            Assert.That((DateTimeOffset)full["appeal"]!["upstreamDeadline"]!, Is.EqualTo(new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.FromHours(8))));
        });
    }

    [TestCase("directAnswer", "answer", "可凭身份证到社保大厅办理。", "closed")]
    [TestCase("outOfScope", "route", "litigation", "outOfScope")]
    [TestCase("invalid", "reason", "来电辱骂，无具体诉求", "closed")]
    [TestCase("transferred", "transferredTo", "110", "closed")]
    public async Task What_ends_on_the_call_is_closed_at_once_and_says_how(string kind, string field, string value, string stage)
    {
        var form = IntakeDesk.Form(kind: kind);
        Assert.That(await agent.PostAsJsonAsync("/api/intake/appeals", form).RefusalAsync(HttpStatusCode.Conflict), Does.EndWith("-missing"));

        form["outcome"]![field] = value;
        form["outcome"]!["knowledgeId"] = "kb-17";
        form["outcome"]!["knowledgeTitle"] = "社保卡补办指南";
        var shown = (await agent.ShowAsync(await agent.RegisterAsync(form)))["appeal"]!;
        Assert.That((string?)shown["appeal"]!["state"], Is.EqualTo("closed"));
        Assert.That((string?)shown["appeal"]!["stage"], Is.EqualTo(stage));
        Assert.That((string?)shown["appeal"]!["handling"], Is.EqualTo(kind));
        Assert.That((string?)shown["knowledgeTitle"], Is.EqualTo("社保卡补办指南"));
    }

    [Test]
    public async Task An_urgent_matter_cannot_be_put_aside_as_invalid()
    {
        var form = IntakeDesk.Form(kind: "invalid");
        form["outcome"]!["reason"] = "多次骚扰";
        form["matter"]!["urgency"] = "urgent";
        Assert.That(
            await agent.PostAsJsonAsync("/api/intake/appeals", form).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("urgent-not-invalid"));
    }

    [Test]
    public async Task A_secret_appeal_is_seen_by_its_author_and_leaders_and_its_contact_by_no_unit()
    {
        var form = IntakeDesk.Form();
        form["matter"]!["secret"] = true;
        var registered = await agent.RegisterAsync(form);
        using var other = await host.SignInAsync("1002");
        using var clerk = await host.SignInAsync("clerk-market");

        Assert.That(await other.GetAsync($"/api/intake/appeals/{registered["id"]}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await clerk.GetAsync($"/api/intake/appeals/{registered["id"]}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((bool)(await leader.ShowAsync(registered))["appeal"]!["appeal"]!["secret"]!, Is.True);

        var appeals = host.Services.GetRequiredService<IAppeals>();
        var (id, who) = (new AppealId((Guid)registered["id"]!), new Contracts.Access.AccountId(Guid.CreateVersion7()));
        Assert.That(await appeals.RevealContactAsync(id, who, forUnit: true, "回复", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task One_field_at_a_time_is_revealed_for_a_reason_and_the_view_is_logged()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        var path = $"/api/intake/appeals/{registered["id"]}/reveal";

        Assert.That(await agent.PostAsync(path, new { field = "name" }).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await agent.PostAsync(path, new { field = "address", reason = "核实" }).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("nothing-to-reveal"));
        var shown = await agent.PostAsync(path, new { field = "contactNumber", reason = "回拨核实地址" }).ReadAsync();
        Assert.That((string?)shown["value"], Is.EqualTo("13874600001"));

        using var supervisor = await host.SignInAsync("supervisor");
        var views = await supervisor.GetAsync($"/api/access/personal-views?subject=appeal:{registered["id"]}").ReadAsync();
        Assert.That((string?)views["items"]![0]!["reason"], Is.EqualTo("回拨核实地址"));
    }

    [Test]
    public async Task Another_agent_sees_nothing_of_an_appeal_that_is_not_of_the_caller_at_hand()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        using var other = await host.SignInAsync("1003");
        Assert.That(await other.GetAsync($"/api/intake/appeals/{registered["id"]}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await other.GetAsync("/api/intake/appeals").ReadAsync())["appeals"]!.AsArray(), Is.Empty);
        Assert.That(
            (await leader.GetAsync($"/api/intake/appeals?number={registered["number"]}").ReadAsync())["appeals"]!.AsArray(), Has.One.Items);
    }

    [Test]
    public async Task What_was_taken_down_on_paper_is_entered_at_once_and_only_once()
    {
        var items = Enumerable.Range(1, 30).Select(number => new JsonObject
        {
            ["formNumber"] = $"纸-{number}", ["receivedAt"] = TimeProvider.System.GetUtcNow().AddHours(-3), ["matter"] = IntakeDesk.Matter($"停电求助{number}"),
            ["person"] = IntakeDesk.Person(), ["outcome"] = new JsonObject { ["kind"] = number is 7 ? "directAnswer" : "dispatch" },
        }).ToArray();
        var body = new JsonObject { ["items"] = new JsonArray(items) };

        var first = (await agent.PostAsJsonAsync("/api/intake/appeals/on-behalf", body).ReadAsync())["results"]!.AsArray();
        var again = (await agent.PostAsJsonAsync("/api/intake/appeals/on-behalf", body).ReadAsync())["results"]!.AsArray();

        Assert.That(first.Count(one => one!["number"] is not null), Is.EqualTo(29));
        Assert.That((string?)first[6]!["code"], Is.EqualTo("answer-missing"), "One bad form holds up no other.");
        Assert.That(again.Where(one => one!["number"] is not null).Select(one => (bool)one!["again"]!), Is.All.True);
        Assert.That(again.Select(one => (string?)one!["number"]), Is.EqualTo(first.Select(one => (string?)one!["number"])));
    }

    [Test]
    public async Task A_correction_needs_the_version_that_was_seen()
    {
        var registered = await agent.RegisterAsync(IntakeDesk.Form());
        var facts = new { type = "complaint", title = "水管爆裂", brief = "水管爆裂，联系13874600001。", category = "0401", area = "431103" };
        var path = $"/api/intake/appeals/{registered["id"]}";

        await agent.PutAsync(path, new { facts, version = 1, why = "更正分类" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await agent.PutAsync(path, new { facts, version = 1, why = "再改" }).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("stale-version"));
        var shown = (await agent.ShowAsync(registered))["appeal"]!;
        Assert.That((string?)shown["appeal"]!["categoryName"], Is.EqualTo("生活公用 / 停水"));
        Assert.That((string?)shown["brief"], Does.Not.Contain("13874600001"));
    }
}
