using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>While a matter is typed, earlier appeals of the same matter are found.</summary>
public sealed class DuplicateScenarios
{
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
    public async Task The_same_matter_of_another_citizen_is_found_with_reasons_and_a_secret_one_is_not()
    {
        var known = await RegisterAsync("13874610001", "梅湾路口井盖缺失", "梅湾路和育才路交叉口的下水道井盖不见了，很危险。", "0604");
        var secret = await RegisterAsync("13874610002", "梅湾路口井盖缺失", "梅湾路和育才路交叉口的下水道井盖不见了。", "0604", secret: true);
        await RegisterAsync("13874610003", "社保卡补办", "社保卡丢失，怎样补办？", "0209");

        var found = await FindAsync(new
        {
            text = "育才路和梅湾路交叉口下水道的井盖不见了", category = "0604", area = "431103", place = "梅湾路与育才路交叉口", number = "13900001234",
        });

        Assert.That(found.Select(one => (string?)one!["appeal"]!["number"]), Is.EqualTo((string?[])[(string?)known["number"]]));
        Assert.That(found[0]!["reasons"]!.AsArray().Select(one => (string?)one), Is.SupersetOf((string[])["sameCategory", "similarText"]));
        Assert.That(secret["number"], Is.Not.Null);

        await agent.PostAsync($"/api/intake/appeals/{known["id"]}/link", new { other = (string?)secret["id"] }).ReadAsync(System.Net.HttpStatusCode.NoContent);
        await agent.PostAsync($"/api/intake/appeals/{secret["id"]}/link", new { other = (string?)known["id"] }).ReadAsync(System.Net.HttpStatusCode.NoContent);
        Assert.That(await host.CountAsync("select count(*) from intake.links"), Is.EqualTo(1), "Linked both ways is linked once.");
    }

    [Test]
    public async Task A_repeat_of_the_same_citizen_is_found_by_the_number_however_it_is_written()
    {
        var known = await RegisterAsync("+8613874611111", "工资拖欠", "工地欠我三个月工资一直不给。", "0204");
        var found = await FindAsync(new { text = "还是那个工资的事情", category = "0204", number = "138 7461 1111" });
        Assert.That((string?)found[0]!["appeal"]!["number"], Is.EqualTo((string?)known["number"]));
        Assert.That(found[0]!["reasons"]!.AsArray().Select(one => (string?)one), Does.Contain("sameNumber"));
    }

    [TestCase("tqgz", "0204", Description = "initials")]
    [TestCase("tuoqian", "0204", Description = "pinyin")]
    [TestCase("欠薪", "0204", Description = "what citizens say")]
    [TestCase("拖欠工", "0204", Description = "the name's beginning")]
    [TestCase("0204", "0204", Description = "the code")]
    [TestCase("jgcl", null, Description = "nothing")]
    public async Task Categories_are_found_by_initials_pinyin_words_and_code(string typed, string? first)
    {
        var found = (await agent.GetAsync($"/api/intake/categories?search={Uri.EscapeDataString(typed)}").ReadAsync())["categories"]!.AsArray();
        Assert.That((string?)found.FirstOrDefault()?["code"], Is.EqualTo(first));
    }

    [Test]
    public async Task The_text_suggests_a_category_and_the_line_decides_between_equals()
    {
        var suggested = await agent.PostAsync("/api/intake/categories/suggestions", new { line = "12315", text = "楼下餐馆的菜里有异物，吃坏了肚子" }).ReadAsync();
        Assert.That((string?)suggested["suggestions"]![0]!["category"]!["code"], Is.EqualTo("0702"));
        Assert.That((string?)suggested["suggestions"]![0]!["why"], Does.Contain("12315").Or.Contain("文字"));
    }

    [Test]
    public async Task A_category_changes_by_versions_and_a_stale_one_is_refused()
    {
        using var admin = await host.SignInAsync("admin");
        var body = new { name = "共享单车与助力车", words = new[] { "助力车" }, version = 1, why = "扩展" };
        var changed = await admin.PutAsync("/api/intake/categories/0611", body).ReadAsync();
        Assert.That((int)changed["version"]!, Is.EqualTo(2));
        Assert.That((string?)changed["initials"], Is.EqualTo("gxdcyzlc"));
        Assert.That(await admin.PutAsync("/api/intake/categories/0611", body).RefusalAsync(System.Net.HttpStatusCode.Conflict), Is.EqualTo("stale-version"));
        var versions = await admin.GetAsync("/api/intake/categories/0611/versions").ReadAsync();
        Assert.That(versions.AsArray().Select(one => (string?)one!["name"]), Is.EqualTo((string[])["共享单车与助力车", "共享单车"]));
        Assert.That((string?)(await agent.GetAsync("/api/intake/categories?search=zlc").ReadAsync())["categories"]![0]!["code"], Is.EqualTo("0611"));
    }

    private Task<JsonNode> RegisterAsync(string number, string title, string text, string category, bool secret = false)
    {
        var form = IntakeDesk.Form(IntakeDesk.Matter(title, text), IntakeDesk.Person(number, null));
        form["matter"]!["category"] = category;
        form["matter"]!["area"] = "431103";
        form["matter"]!["secret"] = secret;
        return agent.RegisterAsync(form);
    }

    private async Task<JsonArray> FindAsync(object typed) =>
        (await agent.PostAsJsonAsync("/api/intake/duplicates", typed).ReadAsync())["candidates"]!.AsArray();
}
