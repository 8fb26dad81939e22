using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Whatever is typed or sent, the answer is clear, nothing is lost and nothing breaks.</summary>
public sealed class HostileScenarios
{
    private const string Injection = "'; drop table intake.appeals; -- \" \\ %_{}$1 @id ${x} <img src=x onerror=1>";

    private ContactCenterHost host = null!;
    private HttpClient agent = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        agent = await host.SignInAsync("1001");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        agent.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task SQL_in_every_free_text_is_text()
    {
        var form = IntakeDesk.Form(IntakeDesk.Matter(Injection[..60], Injection), new JsonObject
        {
            ["name"] = Injection[..50], ["address"] = Injection, ["companyName"] = Injection, ["callerTags"] = new JsonArray(Injection),
            ["language"] = Injection[..18],
        });
        form["matter"]!["place"] = Injection;
        form["matter"]!["earlierNumber"] = Injection[..28];
        form["outcome"]!["reason"] = Injection;
        form["outcome"]!["knowledgeTitle"] = Injection;
        form["recordingId"] = Injection[..70];
        form["externalSystem"] = Injection[..70];
        form["externalNumber"] = Injection[..70];
        var registered = await agent.RegisterAsync(form);
        var again = await agent.RegisterAsync(form, HttpStatusCode.OK);
        Assert.That((string?)again["number"], Is.EqualTo((string?)registered["number"]));
        Assert.That((string?)(await agent.ShowAsync(registered))["appeal"]!["externalNumber"], Is.EqualTo(Injection[..70]));

        foreach (var path in new[] { "categories?search=", "inbox?channel=", "appeals?number=", "appeals?channel=", "appeals?area=" })
        {
            Assert.That(await agent.GetAsync($"/api/intake/{path}{Uri.EscapeDataString(Injection[..12])}").StatusAsync(), Is.EqualTo(HttpStatusCode.OK), path);
        }

        await agent.PostAsync("/api/intake/duplicates", new { text = Injection, place = Injection }).ReadAsync();
        await agent.PostAsync("/api/intake/categories/suggestions", new { text = Injection, line = Injection[..18] }).ReadAsync();
        Assert.That(await host.CountAsync("select count(*) from intake.appeals"), Is.Positive);
    }

    [TestCase("\u0000")]
    [TestCase("\u0007")]
    [TestCase("\u001b[31m")]
    [TestCase("\u202e")]
    public async Task Control_characters_are_refused_in_every_text(string bad)
    {
        foreach (var (part, field) in new[]
        {
            ("matter", "title"), ("matter", "narrative"), ("matter", "brief"), ("matter", "place"), ("person", "name"), ("person", "address"),
            ("person", "language"), ("outcome", "answer"), ("outcome", "reason"),
        })
        {
            var form = IntakeDesk.Form();
            form[part]![field] = $"文字{bad}文字";
            Assert.That(await agent.PostAsJsonAsync("/api/intake/appeals", form).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest), field);
        }
    }

    [TestCase("""{"matter":null,"person":{},"outcome":{"kind":"dispatch"}}""")]
    [TestCase("""{"matter":{"type":"nonsense","title":"标题","narrative":"文字"},"person":{},"outcome":{"kind":"dispatch"}}""")]
    [TestCase("""{"matter":{"type":"help","title":"标题","narrative":"文字"},"person":{},"outcome":{"kind":"delete"}}""")]
    [TestCase("""{"matter":{"type":"help","title":"标题","narrative":"文字","longitude":500},"person":{},"outcome":{"kind":"dispatch"}}""")]
    [TestCase("""{"matter":{"type":"help","title":"标题","narrative":"\ud800"},"person":{},"outcome":{"kind":"dispatch"}}""")]
    [TestCase("""{"matter":{"type":"help","title":"标题","narrative":"文字"},"person":{"contactNumber":"abc"},"outcome":{"kind":"dispatch"}}""")]
    [TestCase("""{"matter":{"type":"help","title":"标题","narrative":"文字"},"person":{},"outcome":{"kind":"dispatch"},"receivedAt":"2099-01-01T00:00:00Z"}""")]
    [TestCase("""{"matter":""")]
    [TestCase("""[]""")]
    [TestCase("""nonsense""")]
    public async Task A_broken_form_is_a_bad_request(string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        Assert.That(await agent.PostAsync("/api/intake/appeals", body).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_text_longer_than_anybody_tells_is_refused_and_the_longest_allowed_is_kept_whole()
    {
        var longest = string.Concat(Enumerable.Repeat("水管漏水很久了没有人来修。", 2000))[..20_000];
        Assert.That(
            await agent.PostAsJsonAsync("/api/intake/appeals", IntakeDesk.Form(IntakeDesk.Matter(narrative: longest + "。"))).StatusAsync(),
            Is.EqualTo(HttpStatusCode.BadRequest));
        var registered = await agent.RegisterAsync(IntakeDesk.Form(IntakeDesk.Matter(narrative: longest)));
        var told = await agent.PostAsync($"/api/intake/appeals/{registered["id"]}/reveal", new { field = "narrative", reason = "核对原文" }).ReadAsync();
        Assert.That((string?)told["value"], Is.EqualTo(longest));
    }

    [TestCase("category", "9999", "category-unknown")]
    [TestCase("area", "999999", "area-unknown")]
    public async Task What_is_in_no_list_is_refused(string field, string value, string code)
    {
        var form = IntakeDesk.Form();
        form["matter"]![field] = value;
        Assert.That(await agent.PostAsJsonAsync("/api/intake/appeals", form).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo(code));
    }

    [Test]
    public async Task Two_citizens_with_numbers_of_noughts_are_not_the_same()
    {
        await agent.RegisterAsync(IntakeDesk.Form(IntakeDesk.Matter("甲事", "甲的事情"), IntakeDesk.Person("0000000", null)));
        var found = await agent.PostAsync("/api/intake/duplicates", new { text = "完全不同", number = "000000" }).ReadAsync();
        Assert.That(found["candidates"]!.AsArray(), Is.Empty);
    }
}
