using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>Whoever has a personal datum shown is written down for good, and supervisors can read it.</summary>
internal sealed class PersonalViewScenarios
{
    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await ContactCenterHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_view_is_listed_with_who_what_and_why()
    {
        var personal = host.Services.GetRequiredService<IPersonalData>();
        var value = personal.Seal(PersonalKind.Phone, "13800001234");
        var who = await IdOfAsync("1001");

        var shown = await personal.RevealAsync(new Reveal(who, "appeal:7", "contactNumber", "回拨核实地址", value), CancellationToken.None);

        Assert.That(shown, Is.EqualTo("13800001234"));
        using var supervisor = await host.SignInAsync("supervisor");
        var views = (await supervisor.GetFromJsonAsync<JsonNode>($"/api/access/personal-views?who={who}&subject=appeal:7&field=contactNumber"))!;
        var view = views["items"]!.AsArray().Single()!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)view["whoName"], Is.Not.Empty);
            Assert.That((string?)view["reason"], Is.EqualTo("回拨核实地址"));
            Assert.That(views.ToJsonString(), Does.Not.Contain("13800001234"));
        });
    }

    [TestCase("supervisor", HttpStatusCode.OK)]
    [TestCase("admin", HttpStatusCode.OK)]
    [TestCase("leader", HttpStatusCode.Forbidden)]
    [TestCase("1001", HttpStatusCode.Forbidden)]
    public async Task Views_are_for_supervisors_and_administrators(string logIn, HttpStatusCode expected)
    {
        using var console = await host.SignInAsync(logIn);
        using var answer = await console.GetAsync("/api/access/personal-views");
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [TestCase("update access.personal_views set reason = ''")]
    [TestCase("delete from access.personal_views")]
    [TestCase("truncate access.personal_views")]
    public void A_view_stays_for_good(string statement) =>
        Assert.That(() => host.ExecuteAsync(statement), Throws.InstanceOf<PostgresException>().With.Message.Contains("personal_views"));

    [Test]
    public async Task Another_installations_keys_are_told_at_the_start()
    {
        await host.ExecuteAsync("update access.personal_keys set mark = 'another' where id = '1'");
        try
        {
            await using var other = host.StartReplica();
            Assert.That(() => other.CreateClient(), Throws.InvalidOperationException.With.Message.Contains("belongs to another database"));
        }
        finally
        {
            await host.ExecuteAsync("delete from access.personal_keys");
        }
    }

    [Test]
    public async Task A_host_without_the_setting_says_which_one()
    {
        await using var nameless = await ContactCenterHost.StartAsync(
            new KeyValuePair<string, string>("Access:PersonalData:KeyFile", ""));
        Assert.That(
            () => nameless.CreateClient(),
            Throws.Exception.With.Message.Contains("Set Access__PersonalData__KeyFile to the file with the keys of personal data"));
    }

    private async Task<AccountId> IdOfAsync(string logIn)
    {
        using var console = await host.SignInAsync(logIn);
        return AccountId.From((Guid)(await console.GetFromJsonAsync<JsonNode>("/api/access/me"))!["account"]!["id"]!);
    }
}
