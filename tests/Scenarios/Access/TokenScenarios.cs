using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>Programs that sign in with a token.</summary>
public sealed class TokenScenarios
{
    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await ContactCenterHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_program_with_a_token_needs_no_header_and_no_cookie()
    {
        await using var replica = host.StartReplica();
        using var program = Program(replica, await TokenOf("leader"));

        var me = await program.GetAsync("/api/access/me").ReadAsync();
        Assert.That((string?)me["account"]!["logIn"], Is.EqualTo("leader"));

        await program.PostAsync("/api/access/sign-out", null).ReadAsync(HttpStatusCode.NoContent);
        Assert.That(await program.GetAsync("/api/access/me").RefusalAsync(HttpStatusCode.Unauthorized), Is.EqualTo("not-signed-in"));
    }

    [Test]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        var parts = (await TokenOf("1001")).Split('.');
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(Padded(parts[1])));
        var forged = Unpadded(claims.Replace("\"session\":", "\"session\":1", StringComparison.Ordinal));
        var unsigned = Unpadded("""{"alg":"none","typ":"JWT"}""");

        foreach (var token in (string[])[$"{parts[0]}.{forged}.{parts[2]}", $"{unsigned}.{parts[1]}.", "x.y.z", "x"])
        {
            using var program = Program(host, token);
            Assert.That(
                await program.GetAsync("/api/access/me").RefusalAsync(HttpStatusCode.Unauthorized), Is.EqualTo("not-signed-in"));
        }
    }

    [Test]
    public async Task A_rotated_key_is_good_until_its_tokens_run_out_and_a_leaked_one_no_longer()
    {
        await using var own = await ContactCenterHost.StartAsync();
        using var admin = await own.SignInAsync("admin");
        using var program = Program(own, await TokenOf("1002", own));

        await admin.PostAsync("/api/access/signing-key/rotate", new { leaked = false }).ReadAsync(HttpStatusCode.NoContent);
        await program.GetAsync("/api/access/me").ReadAsync();

        await admin.PostAsync("/api/access/signing-key/rotate", new { leaked = true }).ReadAsync(HttpStatusCode.NoContent);
        await Assert.ThatAsync(
            () => program.GetAsync("/api/access/me").StatusAsync(),
            Is.EqualTo(HttpStatusCode.Unauthorized).After(10).Seconds.PollEvery(200).MilliSeconds);
        using var again = Program(own, await TokenOf("1002", own));
        await again.GetAsync("/api/access/me").ReadAsync();
    }

    private async Task<string> TokenOf(string logIn, ContactCenterHost? at = null)
    {
        using var client = (at ?? host).CreateClient();
        var answer = await client
            .PostAsync("/api/access/token", new { logIn, password = ContactCenterHost.Password })
            .ReadAsync();
        return (string)answer["accessToken"]!;
    }

    private static HttpClient Program(ContactCenterHost host, string token)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');

    private static string Unpadded(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
