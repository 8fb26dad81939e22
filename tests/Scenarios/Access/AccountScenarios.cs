using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>What administrators do with accounts, and what the audit keeps of it.</summary>
public sealed class AccountScenarios
{
    private ContactCenterHost host = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        admin = await host.SignInAsync("admin");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task An_account_that_is_disabled_is_out_within_seconds()
    {
        var account = await Add("leaves-us", "agent");
        using var console = await host.SignInAsync("leaves-us", "Some-password-1");

        await Change(account, disabled: true).ReadAsync();

        await Assert.ThatAsync(
            () => console.GetAsync("/api/access/me").StatusAsync(),
            Is.EqualTo(HttpStatusCode.Unauthorized).After(5).Seconds.PollEvery(100).MilliSeconds);
        using var door = host.OpenConsole();
        Assert.That(
            await door.PostAsync("/api/access/sign-in", new { logIn = "leaves-us", password = "Some-password-1" })
                .RefusalAsync(HttpStatusCode.Unauthorized),
            Is.EqualTo("sign-in-failed"));
    }

    [Test]
    public async Task A_role_given_or_taken_counts_within_seconds_without_a_new_sign_in()
    {
        var account = await Add("gets-promoted", "agent");
        using var console = await host.SignInAsync("gets-promoted", "Some-password-1");
        Assert.That(
            await console.GetAsync("/api/access/accounts").RefusalAsync(HttpStatusCode.Forbidden), Is.EqualTo("no-right"));

        var promoted = await Change(account, roles: ["agent", "administrator"]).ReadAsync();
        await Assert.ThatAsync(
            () => console.GetAsync("/api/access/accounts").StatusAsync(),
            Is.EqualTo(HttpStatusCode.OK).After(5).Seconds.PollEvery(100).MilliSeconds);

        await Change(promoted, roles: ["agent"]).ReadAsync();
        await Assert.ThatAsync(
            () => console.GetAsync("/api/access/accounts").StatusAsync(),
            Is.EqualTo(HttpStatusCode.Forbidden).After(5).Seconds.PollEvery(100).MilliSeconds);
    }

    [Test]
    public async Task A_session_ended_by_an_administrator_counts_no_more()
    {
        var account = await Add("left-it-open", "agent");
        using var console = await host.SignInAsync("left-it-open", "Some-password-1");

        await admin.PostAsync($"/api/access/accounts/{account["id"]}/sign-out", null).ReadAsync(HttpStatusCode.NoContent);

        await Assert.ThatAsync(
            () => console.GetAsync("/api/access/me").StatusAsync(),
            Is.EqualTo(HttpStatusCode.Unauthorized).After(5).Seconds.PollEvery(100).MilliSeconds);
    }

    [Test]
    public async Task Two_accounts_cannot_have_one_log_in_name_however_it_is_written()
    {
        await Add("ZhangSan", "agent");

        Assert.That(
            await admin.PostAsync("/api/access/accounts", Wanted("zhangsan", "agent")).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("log-in-taken"));
        using var console = await host.SignInAsync("ZHANGSAN", "Some-password-1");
    }

    [Test]
    public async Task A_change_of_what_has_changed_meanwhile_is_refused()
    {
        var seen = await Add("seen-twice", "agent");
        await Change(seen, roles: ["dispatcher"]).ReadAsync();

        Assert.That(await Change(seen, disabled: true).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("stale-version"));
    }

    [Test]
    public async Task Two_administrators_who_dismiss_each_other_at_once_do_not_both_succeed()
    {
        await using var own = await ContactCenterHost.StartAsync();
        using var one = await own.SignInAsync("admin");
        await one.PostAsync("/api/access/accounts", Wanted("second", "administrator")).ReadAsync(HttpStatusCode.Created);
        using var other = await own.SignInAsync("second", "Some-password-1");

        // Several rounds, because each holding what the other needs took luck: neither may wait for the other for ever.
        for (var round = 0; round < 10; round++)
        {
            var first = await Named(one, "admin");
            var second = await Named(one, "second");

            var answers = await Task.WhenAll(
                Change(second, roles: ["agent"], by: one).StatusAsync(), Change(first, roles: ["agent"], by: other).StatusAsync());
            Assert.That(
                answers,
                Has.One.EqualTo(HttpStatusCode.OK)
                    .And.One.AnyOf(HttpStatusCode.Conflict, HttpStatusCode.Forbidden));

            await own.ExecuteAsync("update access.accounts set roles = '{administrator}' where log_in in ('admin', 'second')");
            foreach (var console in (HttpClient[])[one, other])
            {
                await Assert.ThatAsync(
                    () => console.GetAsync("/api/access/accounts").StatusAsync(),
                    Is.EqualTo(HttpStatusCode.OK).After(5).Seconds.PollEvery(50).MilliSeconds);
            }
        }

        static async Task<JsonNode> Named(HttpClient console, string logIn) =>
            (await console.GetAsync($"/api/access/accounts?search={logIn}").ReadAsync())["accounts"]![0]!;
    }

    [Test]
    public async Task A_ready_made_account_that_people_changed_stays_as_they_made_it()
    {
        var found = await admin.GetAsync("/api/access/accounts?search=1010").ReadAsync();
        var changed = found["accounts"]![0]!;
        changed["name"] = "改名";
        await Change(changed, roles: []).ReadAsync();

        await using var replica = host.StartReplica();
        using var console = await replica.SignInAsync("1010");
        var me = await console.GetAsync("/api/access/me").ReadAsync();

        Assert.That((string?)me["account"]!["name"], Is.EqualTo("改名"));
        Assert.That(me["account"]!["roles"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_new_installation_gets_one_administrator_and_no_demonstration()
    {
        await using var own = await ContactCenterHost.StartOnNothingAsync(
            new("Access:DemonstrationPassword", ""), new("Access:FirstAdministratorPassword", "First-of-all-1"));
        using var first = await own.SignInAsync("admin", "First-of-all-1");

        var accounts = await first.GetAsync("/api/access/accounts").ReadAsync();

        Assert.That(accounts["accounts"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_audit_tells_who_changed_what_and_why()
    {
        var account = await Add("is-audited", "agent");
        await Change(account, roles: ["shift-leader"], reason: "升任班长").ReadAsync();

        var audit = await admin.GetAsync($"/api/access/audit?subject=account:{account["id"]}").ReadAsync();

        var newest = audit["items"]![0]!;
        Assert.That((string?)newest["act"], Is.EqualTo("account.changed"));
        Assert.That((string?)newest["actorName"], Is.EqualTo("系统管理员"));
        Assert.That((string?)newest["reason"], Is.EqualTo("升任班长"));
        Assert.That(newest["details"]!["after"]!.ToJsonString(), Is.EqualTo("""["shift-leader"]"""));
        Assert.That((string?)audit["items"]![1]!["act"], Is.EqualTo("account.added"));
    }

    [Test]
    public async Task The_audit_is_read_page_by_page()
    {
        var first = await admin.GetAsync("/api/access/audit?limit=1").ReadAsync();
        var second = await admin.GetAsync($"/api/access/audit?limit=1&before={first["next"]}").ReadAsync();

        Assert.That((long)second["items"]![0]!["id"]!, Is.LessThan((long)first["items"]![0]!["id"]!));
    }

    [TestCase("update access.audit set act = 'nothing'")]
    [TestCase("delete from access.audit")]
    [TestCase("delete from access.audit where false")]
    [TestCase("truncate access.audit")]
    public void The_audit_cannot_be_changed_even_by_who_owns_the_database(string statement) => Assert.That(
        async () => await host.ExecuteAsync(statement),
        Throws.TypeOf<PostgresException>().With.Message.Contains("takes new rows only"));

    [TestCase("POST", "sign-in", """{"logIn":"","password":""}""", 400)]
    [TestCase("POST", "sign-in", """{"logIn":"a\u0000","password":"b"}""", 400)]
    [TestCase("POST", "sign-in", """{"logIn":{},"password":[]}""", 400)]
    [TestCase("POST", "sign-in", "null", 400)]
    [TestCase("POST", "sign-in", "{", 400)]
    [TestCase("POST", "sign-in", "", 400)]
    [TestCase("POST", "sign-in", """{"logIn":"x' or 1=1 --","password":"'; drop table access.accounts; --"}""", 401)]
    [TestCase("POST", "sign-in", """{"logIn":"\ud800","password":"x"}""", 400)]
    [TestCase("POST", "token", """{"password":"x"}""", 400)]
    [TestCase("PUT", "me/password", """{"current":"x","new":"short"}""", 400)]
    [TestCase("POST", "accounts", """{"logIn":"a b","name":"\u0007","password":"short","roles":["king"]}""", 400)]
    [TestCase("POST", "accounts", """{"logIn":"ab","name":"x","password":"Good-enough-1","roles":[null]}""", 400)]
    [TestCase("POST", "accounts", """{"logIn":"ab","name":"x","password":"Good-enough-1","roles":["agent","agent"]}""", 400)]
    [TestCase("POST", "accounts", """{"logIn":"ab","name":"x","password":"Good-enough-1","roles":"agent"}""", 400)]
    [TestCase("GET", "accounts?search=%00", null, 400)]
    [TestCase("GET", "accounts?search=%ff%fe", null, 200)]
    [TestCase("GET", "accounts?search=%27%3B%20drop%20table%20access.accounts", null, 200)]
    [TestCase("GET", "accounts?limit=0", null, 400)]
    [TestCase("GET", "accounts?limit=many", null, 400)]
    [TestCase("GET", "accounts/not-an-id", null, 400)]
    [TestCase("GET", "accounts/0198a000-0000-7000-8000-000000000000", null, 404)]
    [TestCase("PUT", "accounts/0198a000-0000-7000-8000-000000000000", """{"name":"x","roles":[],"version":1}""", 404)]
    [TestCase("PUT", "accounts/0198a000-0000-7000-8000-000000000000/password", """{"password":"Good-enough-1"}""", 404)]
    [TestCase("POST", "accounts/0198a000-0000-7000-8000-000000000000/sign-out", null, 404)]
    [TestCase("GET", "audit?actor=me", null, 400)]
    [TestCase("GET", "audit?from=yesterday", null, 400)]
    [TestCase("GET", "audit?before=99999999999999999999", null, 400)]
    [TestCase("GET", "audit?limit=501", null, 400)]
    [TestCase("POST", "signing-key/rotate", """{"leaked":"maybe"}""", 400)]
    [TestCase("DELETE", "accounts", null, 405)]
    [TestCase("GET", "no-such-thing", null, 404)]
    public async Task Bad_input_gets_the_documented_answer(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/access/{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (status >= 400)
        {
            await admin.SendAsync(request).RefusalAsync((HttpStatusCode)status);
        }
        else
        {
            await admin.SendAsync(request).ReadAsync((HttpStatusCode)status);
        }
    }

    [Test]
    public async Task A_body_that_is_not_JSON_is_told_so_before_sign_in_is_asked_for()
    {
        using var console = host.OpenConsole();
        using var form = new FormUrlEncodedContent([new("logIn", "admin")]);

        Assert.That(
            await console.PostAsync("/api/access/sign-in", form).RefusalAsync(HttpStatusCode.UnsupportedMediaType),
            Is.EqualTo("not-json"));
    }

    [TestCase("accounts")]
    [TestCase("audit")]
    [TestCase("me")]
    public async Task Who_is_not_signed_in_gets_a_401_and_never_a_page(string path)
    {
        using var stranger = host.CreateClient();
        stranger.DefaultRequestHeaders.Add("Accept", "text/html");

        Assert.That(
            await stranger.GetAsync($"/api/access/{path}").RefusalAsync(HttpStatusCode.Unauthorized), Is.EqualTo("not-signed-in"));
    }

    private static object Wanted(string logIn, params string[] roles) =>
        new { logIn, name = "测试", password = "Some-password-1", roles };

    private Task<JsonNode> Add(string logIn, params string[] roles) =>
        admin.PostAsync("/api/access/accounts", Wanted(logIn, roles)).ReadAsync(HttpStatusCode.Created);

    private Task<HttpResponseMessage> Change(
        JsonNode account, string[]? roles = null, bool disabled = false, string? reason = null, HttpClient? by = null) =>
        (by ?? admin).PutAsync($"/api/access/accounts/{account["id"]}", new
        {
            name = (string?)account["name"],
            roles = roles ?? account["roles"]!.AsArray().Select(role => (string)role!),
            disabled,
            version = (long)account["version"]!,
            reason,
        });
}
