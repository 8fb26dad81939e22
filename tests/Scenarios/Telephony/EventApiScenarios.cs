using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ContactCenter.Conformance;
using ContactCenter.Conformance.Checks;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>What the event API promises to every PBX.</summary>
public sealed class EventApiScenarios
{
    private ContactCenterHost host = null!;
    private Pbx pbx = null!;

    private static IEnumerable<TestCaseData> Promises => Suite.All.Select(check => new TestCaseData(check.Name));

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        pbx = await host.AdmitAsync("/pbx/trial-1");
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCaseSource(nameof(Promises))]
    public async Task The_API_keeps_every_promise_that_vendors_certify_against(string promise) => await Suite.All
        .Single(check => check.Name == promise).Run(new Trial(pbx, TestContext.CurrentContext.CancellationToken));

    [Test]
    public async Task No_body_and_no_header_gives_an_error_of_ours()
    {
        var nonsense = await host.AdmitAsync("nonsense");
        var good = nonsense.Event("call.leg.state_changed", new JsonObject { ["callId"] = "c", ["legId"] = "l", ["state"] = "held" })
            .ToJsonString();
        await (from place in Gen.Int[0, good.Length - 1]
               from length in Gen.Int[0, 30]
               from put in Gen.OneOf(
                   OneOf(
                       "", "\"", "{", "}", "[", "]", "\\ud800", "\\u0000", "null", "1e999", ",", "\0", "\u0001", "数", "'; drop table x;--",
                       "[[[[", "\"id\":1,", "99999999999999999999", "-1", "true"),
                   Gen.String)
               from batch in Gen.Bool
               from path in OneOf("events", "snapshots", "sources/nonsense/heartbeat", $"commands/{Guid.Empty}/result")
               select (place, length, put, batch, path))
            .SampleAsync(
                async made =>
                {
                    var text = good.Remove(made.place, Math.Min(made.length, good.Length - made.place)).Insert(made.place, made.put);
                    var answer = await nonsense.SendAsync(
                        new Message(made.path, Encoding.UTF8.GetBytes(made.batch ? $"[{text}]" : text))
                        {
                            ContentType = made.batch ? Pbx.Batch : Pbx.One,
                        },
                        CancellationToken.None);
                    Assert.That((int)answer.Status, Is.LessThan(500).And.Not.EqualTo(401), $"{made}: {answer}");
                },
                iter: 400, threads: 4);
        await AllAppliedAsync(nonsense);
    }

    [Test]
    public async Task A_key_can_be_changed_without_a_gap_and_shut_out_at_once()
    {
        using var administrator = await host.SignInAsync("admin");
        var first = await host.AdmitAsync("keys-1");
        var second = await AddKeyAsync();
        Assert.That(await StatusAsync(first), Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(await StatusAsync(second), Is.EqualTo(HttpStatusCode.Accepted));

        var third = await AddKeyAsync();
        Assert.That(await StatusAsync(first), Is.EqualTo(HttpStatusCode.Unauthorized), "Two keys are accepted, not three.");
        Assert.That(await StatusAsync(third), Is.EqualTo(HttpStatusCode.Accepted));

        var listed = await administrator.GetAsync("/api/telephony/sources").ReadAsync();
        Assert.That(listed.ToJsonString(), Does.Not.Contain("whsec_").And.Not.Contain("secret"));
        var keys = listed["sources"]!.AsArray().Single(one => (string?)one!["source"] == "keys-1")!["keys"]!.AsArray();
        await administrator.DeleteAsync($"/api/telephony/sources/keys-1/keys/{keys[1]!["id"]}").ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await StatusAsync(second), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(
            await administrator.DeleteAsync($"/api/telephony/sources/keys-1/keys/{keys[0]!["id"]}").RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("last-key"));

        await administrator.PostAsync("/api/telephony/sources/keys-1/disable", new { }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await StatusAsync(third), Is.EqualTo(HttpStatusCode.Unauthorized));
        await administrator.PostAsync("/api/telephony/sources/keys-1/enable", new { }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await StatusAsync(third), Is.EqualTo(HttpStatusCode.Accepted));

        async Task<Pbx> AddKeyAsync() => host.Speak(
            "keys-1",
            (string)(await administrator.PostAsync("/api/telephony/sources/keys-1/keys", new { }).ReadAsync(HttpStatusCode.Created))["secret"]!);
    }

    [Test]
    public async Task A_new_key_works_on_every_host_at_once()
    {
        await using var replica = host.StartReplica();
        var first = await host.AdmitAsync("keys-2");
        Assert.That(await StatusAsync(replica.Speak("keys-2", SecretOf(first))), Is.EqualTo(HttpStatusCode.Accepted));

        using var administrator = await host.SignInAsync("admin");
        var secret = (string)(await administrator.PostAsync("/api/telephony/sources/keys-2/keys", new { }).ReadAsync(HttpStatusCode.Created))["secret"]!;
        await Assert.ThatAsync(
            () => StatusAsync(replica.Speak("keys-2", secret)), Is.EqualTo(HttpStatusCode.Accepted).After(3).Seconds.PollEvery(100).MilliSeconds);
    }

    [Test]
    public async Task Only_an_administrator_admits_a_PBX_and_only_a_signature_opens_the_API()
    {
        using var agent = await host.SignInAsync("1001");
        Assert.That(await agent.GetAsync("/api/telephony/sources").StatusAsync(), Is.EqualTo(HttpStatusCode.Forbidden));
        using var administrator = await host.SignInAsync("admin");
        Assert.That(
            await administrator.GetAsync("/api/telephony/v1/events?source=x").StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
        foreach (var name in new[] { "", "a b", "a\nb", new string('x', 101), "'; drop table telephony.sources; --" })
        {
            Assert.That(
                await administrator.PostAsync("/api/telephony/sources", new { source = name, kind = "k", name = "n" }).StatusAsync(),
                Is.EqualTo(HttpStatusCode.BadRequest), name);
        }
    }

    [Test]
    public async Task The_description_for_vendors_names_every_answer()
    {
        using var anyone = host.CreateClient();
        var document = await anyone.GetAsync("/openapi/v1.json").ReadAsync();
        var post = document["paths"]!["/api/telephony/v1/events"]!["post"]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                post["responses"]!.AsObject().Select(answer => answer.Key),
                Is.SupersetOf(["200", "202", "207", "400", "401", "409", "413", "422", "429", "503"]));
            Assert.That(post["requestBody"]!["content"]!.AsObject().Select(type => type.Key), Is.EqualTo(new[] { Pbx.One, Pbx.Batch }));
            Assert.That(post["parameters"]!.AsArray().Select(one => (string?)one!["name"]), Does.Contain("webhook-signature"));
        });
    }

    private static async Task<HttpStatusCode> StatusAsync(Pbx pbx) =>
        (await pbx.PostAsync(pbx.Event("source.note"), CancellationToken.None)).Status;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private static string SecretOf(Pbx pbx) => $"whsec_{Convert.ToBase64String(pbx.Key)}";

    private static async Task AllAppliedAsync(Pbx pbx) => await Assert.ThatAsync(
        async () => (long)(await pbx.GetAsync($"sources/{pbx.Source}/position", CancellationToken.None)).Json["pending"]!,
        Is.Zero.After(20).Seconds.PollEvery(50).MilliSeconds);
}
