using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>How administrators keep the organisations that handle work orders, and what the tree answers about any day.</summary>
public sealed class OrganisationScenarios
{
    private const string Organisations = "/api/dispatch/organisations";

    private ContactCenterHost host = null!;
    private HttpClient admin = null!;
    private int made;

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
    public async Task A_new_installation_has_the_county_level_units_and_the_departments_with_how_sure_each_is()
    {
        var counties = await ListAsync("kind=county&at=2026-11-28");
        Assert.That(counties, Has.Length.EqualTo(14));
        Assert.That(counties.Select(one => (string?)one["area"]), Does.Contain("431103").And.Contain("431171"));

        var departments = (await ListAsync("kind=department&at=2021-12-27")).Where(one => one["source"] is not null).ToArray();
        var known = departments.Where(one => (string?)one["confidence"] == "高").ToArray();
        Assert.That(known, Has.Length.EqualTo(10), "These the policy text names.");
        Assert.That(departments.Where(one => (string?)one["source"] == "自有知识"), Is.Not.Empty);
        Assert.That((string?)(await FindAsync("urban-management-parks"))["demonstration"], Is.EqualTo("下属单位为演示所设"));
    }

    [TestCase("2021-01-19", "祁阳县", "431121")]
    [TestCase("2021-01-20", "祁阳市", "431181")]
    public async Task A_question_about_a_past_day_gives_that_days_tree_and_names(string day, string name, string area)
    {
        var qiyang = (await ListAsync($"q=祁阳&kind=county&at={day}")).Single();

        Assert.That((string?)qiyang["name"], Is.EqualTo(name));
        Assert.That((string?)qiyang["area"], Is.EqualTo(area));
        var shown = await admin.GetAsync($"{Organisations}/{qiyang["id"]}?at={day}").ReadAsync();
        Assert.That((string?)shown["organisation"]!["name"], Is.EqualTo(name));
        Assert.That(shown["periods"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_dissolved_bureau_names_who_carries_on()
    {
        var bureau = (await ListAsync("q=rural-revitalisation&at=2023-06-01")).Single();
        Assert.That(await ListAsync("q=rural-revitalisation&at=2026-11-28"), Is.Empty);

        var shown = await admin.GetAsync($"{Organisations}/{bureau["id"]}?at=2026-11-28").ReadAsync();
        Assert.That((bool)shown["holds"]!, Is.False);
        Assert.That((string?)shown["current"]!["name"], Is.EqualTo("永州市农业农村局"));
    }

    [Test]
    public async Task A_rename_and_a_move_are_versions_with_who_when_why_and_what()
    {
        var upper = await AddAsync("department");
        var unit = await AddAsync("department");

        unit = (await ReorganiseAsync(unit, "rename", new { from = "2024-03-01", name = "改名局", shortName = "改名" })).First();
        unit = (await ReorganiseAsync(unit, "move", new { from = "2025-01-01", parent = upper["id"] })).First();

        var shown = await admin.GetAsync($"{Organisations}/{unit["id"]}?at=2024-12-31").ReadAsync();
        Assert.That((string?)shown["organisation"]!["name"], Is.EqualTo("改名局"));
        Assert.That(shown["organisation"]!["parent"], Is.Null);
        var versions = shown["versions"]!.AsArray();
        Assert.That(
            versions.Select(step => (string?)step!["act"]),
            Is.EqualTo(["organisation.moved", "organisation.renamed", "organisation.added"]));
        Assert.That((string?)versions[1]!["by"], Is.EqualTo("系统管理员"));
        Assert.That((string?)versions[1]!["why"], Is.EqualTo("机构改革"));
        var change = versions[1]!["changes"]!.AsArray().Single(one => (string?)one!["field"] == "name")!;
        Assert.That((string?)change["after"], Is.EqualTo("改名局"));
        Assert.That((string?)change["from"], Is.EqualTo("2024-03-01"));
        Assert.That(
            () => host.ExecuteAsync("update dispatch.organisation_versions set why = 'never' where version = 1"),
            Throws.InstanceOf<PostgresException>(), "History is added to, never rewritten.");
        await Assert.ThatAsync(
            async () => (await admin.GetAsync($"/api/access/audit?subject=organisation:{unit["id"]}").ReadAsync())["items"]!.AsArray()
                .Select(item => (string?)item!["act"]),
            Is.EqualTo(["organisation.moved", "organisation.renamed", "organisation.added"]).After(5).Seconds.PollEvery(50).MilliSeconds);
    }

    [Test]
    public async Task A_change_of_a_stale_version_is_refused_and_shows_what_changed_meanwhile()
    {
        var seen = await AddAsync("department");
        await ReorganiseAsync(seen, "rename", new { from = "2024-03-01", name = "先到局" });

        using var late = await Post(seen, "rename", new { from = "2024-03-01", name = "后来局" });
        var problem = JsonNode.Parse(await late.Content.ReadAsStringAsync())!;

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)problem["type"], Is.EqualTo("urn:contact-center:stale-version"));
        Assert.That((string?)problem["current"]!["name"], Is.EqualTo("先到局"));
        Assert.That((string?)problem["changes"]![0]!["changes"]![0]!["after"], Is.EqualTo("先到局"));
    }

    [Test]
    public async Task Of_many_changes_of_one_version_at_once_one_is_made()
    {
        var seen = await AddAsync("department");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(index =>
            Post(seen, "rename", new { from = "2024-03-01", name = $"并发{index}局" }).StatusAsync()));

        Assert.That(answers.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(status => status == HttpStatusCode.Conflict), Is.EqualTo(5));
    }

    [Test]
    public async Task Two_moves_that_are_each_right_do_not_make_a_circle_together()
    {
        var one = await AddAsync("department");
        var other = await AddAsync("department");

        var answers = await Task.WhenAll(
            Post(one, "move", new { from = "2025-01-01", parent = other["id"] }).StatusAsync(),
            Post(other, "move", new { from = "2025-01-01", parent = one["id"] }).StatusAsync());

        Assert.That(answers.Order(), Is.EqualTo([HttpStatusCode.OK, HttpStatusCode.Conflict]));
    }

    [Test]
    public async Task Two_organisations_never_share_a_code_on_a_day()
    {
        var first = await AddAsync("department");
        var code = (string)first["code"]!;

        Assert.That(
            await PostNew(code, "department", "2025-01-01").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("organisation-code-taken"));
        await ReorganiseAsync(first, "end", new { from = "2025-01-01" });
        await PostNew(code, "department", "2025-01-01").ReadAsync(HttpStatusCode.Created);
        Assert.That(
            () => host.ExecuteAsync($"update dispatch.organisation_periods set valid_to = null where code = '{code}'"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.ExclusionViolation),
            "The database itself refuses it.");
    }

    [Test]
    public async Task A_merger_hands_parts_and_members_to_the_successor()
    {
        var old = await AddAsync("department");
        var heir = await AddAsync("department");
        var part = await AddAsync("subUnit", old);
        await admin.PostAsync($"{Organisations}/{old["id"]}/members", new { logIn = "clerk-dongan", why = "借调" })
            .ReadAsync(HttpStatusCode.NoContent);

        var changed = await ReorganiseAsync(old, "merge", new { from = "2025-06-01", into = heir["id"] });

        Assert.That(changed.Select(one => (string?)one["code"]), Is.EquivalentTo(new[] { (string?)old["code"], (string?)part["code"] }));
        Assert.That((string?)(await FindAsync((string)part["code"]!))["parent"], Is.EqualTo((string?)heir["id"]));
        await Assert.ThatAsync(
            async () => (await admin.GetAsync($"{Organisations}/{heir["id"]}/members").ReadAsync())["members"]!.AsArray()
                .Select(member => (string?)member!["logIn"]),
            Is.EqualTo(["clerk-dongan"]).After(8).Seconds.PollEvery(50).MilliSeconds);
        Assert.That(
            await Post(old, "merge", new { from = "2025-06-01", into = heir["id"] }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("stale-version"));
    }

    [Test]
    public async Task A_split_makes_new_organisations_of_which_one_carries_on()
    {
        var old = await AddAsync("department");
        var part = await AddAsync("subUnit", old);
        var codes = new[] { NewCode(), NewCode() };

        await ReorganiseAsync(old, "split", new
        {
            from = "2025-06-01",
            into = new object[]
            {
                new { settings = Settings(codes[0], "department") },
                new { settings = Settings(codes[1], "department"), takes = new[] { (string?)part["id"] } },
            },
            heir = codes[0],
        });

        var shown = await admin.GetAsync($"{Organisations}/{old["id"]}").ReadAsync();
        Assert.That((string?)shown["current"]!["code"], Is.EqualTo(codes[0]));
        Assert.That((string?)(await FindAsync((string)part["code"]!))["parent"], Is.EqualTo((string?)(await FindAsync(codes[1]))["id"]));
    }

    [Test]
    public async Task What_has_parts_does_not_end_and_a_township_belongs_to_a_county()
    {
        var upper = await AddAsync("department");
        await AddAsync("subUnit", upper);

        Assert.That(
            await Post(upper, "end", new { from = "2025-01-01" }).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("organisation-has-parts"));
        Assert.That(
            await PostNew(NewCode(), "township", "2024-01-01", upper).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("township-outside-county"));
    }

    [Test]
    public async Task The_demonstrations_clerks_belong_to_their_organisations_and_to_one_at_a_time()
    {
        var market = (await FindAsync("market-regulation"))["id"];
        var urban = (await FindAsync("urban-management"))["id"];
        Assert.That(await MembersAsync(market), Does.Contain("clerk-market"));

        await admin.PostAsync($"{Organisations}/{urban}/members", new { logIn = "clerk-market", why = "轮岗" })
            .ReadAsync(HttpStatusCode.NoContent);

        Assert.That(await MembersAsync(market), Does.Not.Contain("clerk-market"));
        Assert.That(await MembersAsync(urban), Does.Contain("clerk-market").And.Contain("clerk-urban"));
        Assert.That(
            await admin.PostAsync($"{Organisations}/{urban}/members", new { logIn = "1001", why = "试" })
                .RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("account-is-no-clerk"));

        async Task<IEnumerable<string?>> MembersAsync(JsonNode? organisation) =>
            (await admin.GetAsync($"{Organisations}/{organisation}/members").ReadAsync())["members"]!.AsArray()
                .Select(member => (string?)member!["logIn"]).ToArray();
    }

    [Test]
    public async Task Everybody_signed_in_reads_the_tree_and_only_administrators_change_it()
    {
        using var clerk = await host.SignInAsync("clerk-urban");

        await clerk.GetAsync($"{Organisations}?kind=county").ReadAsync();
        Assert.That(
            await clerk.PostAsync(Organisations, new { validFrom = "2024-01-01", settings = Settings(NewCode(), "department"), why = "试" })
                .StatusAsync(),
            Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("""{"settings":{"code":"x","name":"局","kind":"department"},"validFrom":"2024-01-01","why":"试"}""")]
    [TestCase("""{"settings":{"code":"fine-code","name":"某某局","kind":"department"},"why":"试"}""")]
    [TestCase("""{"settings":{"code":"fine-code","name":"某某局","kind":"no-such-kind"},"validFrom":"2024-01-01","why":"试"}""")]
    [TestCase("""{"settings":{"code":"fine-code","name":"某某局","kind":"department"},"validFrom":"2024-01-01"}""")]
    public async Task What_is_filled_in_wrongly_is_a_bad_request(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.That(await admin.PostAsync(Organisations, content).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private async Task<JsonNode> AddAsync(string kind, JsonNode? parent = null) =>
        await PostNew(NewCode(), kind, "2024-01-01", parent).ReadAsync(HttpStatusCode.Created);

    private Task<HttpResponseMessage> PostNew(string code, string kind, string from, JsonNode? parent = null) =>
        admin.PostAsync(Organisations, new { validFrom = from, settings = Settings(code, kind, parent), why = "机构改革" });

    private static object Settings(string code, string kind, JsonNode? parent = null) =>
        new { code, name = $"{code}局", kind, parent = (string?)parent?["id"] };

    private string NewCode() => $"test-{Interlocked.Increment(ref made)}";

    private async Task<JsonNode[]> ReorganiseAsync(JsonNode organisation, string act, object how) =>
        [.. (await Post(organisation, act, how).ReadAsync())["changed"]!.AsArray().Select(one => one!)];

    private Task<HttpResponseMessage> Post(JsonNode organisation, string act, object how)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(how)!.AsObject();
        body["version"] = (int)organisation["version"]!;
        body["why"] = "机构改革";
        return admin.PostAsync($"{Organisations}/{organisation["id"]}/{act}", body);
    }

    private async Task<JsonNode[]> ListAsync(string query) =>
        [.. (await admin.GetAsync($"{Organisations}?{query}").ReadAsync())["organisations"]!.AsArray().Select(one => one!)];

    private async Task<JsonNode> FindAsync(string code) =>
        (await ListAsync($"q={code}")).Single(one => (string?)one["code"] == code);
}
