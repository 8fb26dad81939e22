using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>Who may hold a live connection, and for how long.</summary>
public sealed class HubScenarios
{
    private const string Negotiate = "/api/live/negotiate?negotiateVersion=1";

    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await ContactCenterHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Nobody_watches_without_having_signed_in()
    {
        using var console = host.OpenConsole();

        Assert.That(
            await console.PostAsync(Negotiate, null).RefusalAsync(HttpStatusCode.Unauthorized), Is.EqualTo("not-signed-in"));
    }

    [TestCase("http://localhost", null, HttpStatusCode.OK)]
    [TestCase(null, null, HttpStatusCode.OK, Description = "A program other than a browser says no origin")]
    [TestCase("http://tax.localhost", null, HttpStatusCode.Forbidden, Description = "The same site is not the same origin")]
    [TestCase("http://localhost:8080", null, HttpStatusCode.Forbidden)]
    [TestCase("null", null, HttpStatusCode.Forbidden)]
    [TestCase("http://tax.localhost", "contactcenter", HttpStatusCode.OK, Description = "Which no page of theirs could send")]
    public async Task A_page_of_another_origin_opens_no_live_connection_with_our_cookie(
        string? origin, string? header, HttpStatusCode expected)
    {
        using var console = await host.SignInAsync("1001");
        console.DefaultRequestHeaders.Remove("X-Requested-With");
        using var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (header is not null)
        {
            request.Headers.Add("X-Requested-With", header);
        }

        using var answer = await console.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_live_connection_ends_with_its_session_on_every_host()
    {
        await using var replica = host.StartReplica();
        using var admin = await host.SignInAsync("admin");
        var connection = replica.Connect("/api/live", await TokenOf("1007"));
        await using var closing = connection;
        await connection.StartAsync();
        var account = (await admin.GetAsync("/api/access/accounts?search=1007").ReadAsync())["accounts"]![0]!;

        await admin.PostAsync($"/api/access/accounts/{account["id"]}/sign-out", null).ReadAsync(HttpStatusCode.NoContent);

        await Assert.ThatAsync(
            () => Task.FromResult(connection.State),
            Is.EqualTo(HubConnectionState.Disconnected).After(10).Seconds.PollEvery(50).MilliSeconds);
    }

    private async Task<string> TokenOf(string logIn)
    {
        using var client = host.CreateClient();
        var answer = await client
            .PostAsync("/api/access/token", new { logIn, password = ContactCenterHost.Password })
            .ReadAsync();
        return (string)answer["accessToken"]!;
    }
}
