using ContactCenter.Browser;
using ContactCenter.RealCalls.Floor;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>The administrator's pages: lines, queues, accounts.</summary>
[Category("Console")]
[Category("Browser")]
public sealed class AdministrationTests
{
    private ConsoleWindow admin = null!;

    private ILocator Dialog => admin.Page.Locator(".el-dialog:visible");

    private ILocator Drawer => admin.Page.Locator(".el-drawer.open");

    [OneTimeSetUp]
    public async Task Open() => admin = await ConsoleRun.SignInAsync("admin");

    [TearDown]
    public void NothingWasThrown() => Assert.That(admin.Failures, Is.Empty);

    [OneTimeTearDown]
    public async Task Close() => await admin.DisposeAsync();

    [Test]
    public async Task A_line_is_changed_with_a_reason_and_tells_every_version()
    {
        await admin.GoAsync("/lines");
        await Expect(admin.Page.Locator("tr.row", new() { HasText = "12331" })).ToBeVisibleAsync();
        await admin.ShotAsync("lines");
        await admin.Page.GetByLabel("号码、名称或部门").FillAsync("12331");
        await admin.Page.Locator("tr.row", new() { HasText = "12331" }).ClickAsync();
        await Expect(Drawer).ToContainTextAsync("食品药品投诉举报");
        await Expect(Drawer.Locator("#pane-setup")).ToContainTextAsync("整体并入");
        await admin.ShotAsync("line");

        await admin.Button("修改").ClickAsync();
        await Dialog.GetByLabel("名称").FillAsync("食品药品投诉举报（新）");
        await Save().ClickAsync();
        await Expect(Dialog).ToContainTextAsync("请填写原因");
        await Dialog.GetByLabel("原因").FillAsync("机构改革后更名");
        await admin.ShotAsync("line-edited");
        await Save().ClickAsync();

        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Drawer.Locator(".head")).ToContainTextAsync("食品药品投诉举报（新）");
        await Drawer.GetByRole(AriaRole.Tab, new() { Name = "修改历史" }).ClickAsync();
        var history = Drawer.Locator("#pane-history li");
        await Expect(history).ToHaveCountAsync(2);
        var second = history.Filter(new() { HasText = "第 2 版" });
        await Expect(second).ToContainTextAsync("系统管理员 · 机构改革后更名");
        await Expect(second.Locator("tr")).ToHaveTextAsync("名称食品药品投诉举报→ 食品药品投诉举报（新）");
        await admin.ShotAsync("line-history");
    }

    [Test]
    public async Task Two_rows_for_one_number_and_day_are_refused_and_what_was_typed_stays()
    {
        await admin.GoAsync("/lines");
        await admin.Button("新增线路").ClickAsync();
        await Dialog.GetByLabel("号码").FillAsync("12336");
        await Dialog.GetByLabel("名称").FillAsync("自然资源违法举报");
        await Dialog.GetByLabel("主管部门").FillAsync("市自然资源和规划局");
        await Dialog.GetByLabel("原因").FillAsync("重复登记");

        await Save().ClickAsync();

        var refusal = Dialog.Locator(".refusal");
        await Expect(refusal).ToContainTextAsync("12336");
        await Expect(refusal).ToContainTextAsync("2021-10-16");
        await Expect(refusal).ToBeInViewportAsync();
        await admin.ShotAsync("line-overlap-refused");
        await Expect(Dialog.GetByLabel("名称")).ToHaveValueAsync("自然资源违法举报");
        Assert.That(
            await ConsoleRun.Floor.ScalarAsync<long>("select count(*) from telephony.lines where number = '12336'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_queue_is_changed_with_a_reason_and_works_so_at_once()
    {
        await admin.GoAsync("/queues");
        var row = admin.Page.Locator("tr.row", new() { HasText = "disabled" });
        await row.ClickAsync();
        await Dialog.GetByLabel("服务水平（秒）").FillAsync("20");
        await Dialog.GetByLabel("原因（留审计记录）").FillAsync("按新规范");
        await admin.ShotAsync("queue");
        await Save().ClickAsync();

        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(row.Locator("td:nth-child(8)")).ToHaveTextAsync("20");
        await admin.ShotAsync("queues");
        await admin.Page.GetByRole(AriaRole.Tab, new() { Name = "话务员设置" }).ClickAsync();
        await Expect(admin.Page.Locator("#pane-agents tr.row")).ToHaveCountAsync(10);
        await admin.ShotAsync("agents");
        Assert.That(
            await ConsoleRun.Floor.ScalarAsync<int>("select service_level_seconds from calls.queues where key = 'disabled'"),
            Is.EqualTo(20));
    }

    [Test]
    public async Task An_account_is_made_used_and_shut_and_its_console_is_closed()
    {
        await admin.GoAsync("/accounts");
        await admin.Button("新增账号").ClickAsync();
        await Dialog.GetByLabel("账号").FillAsync("newcomer");
        await Dialog.GetByLabel("姓名").FillAsync("新来的");
        await Dialog.Locator(".el-checkbox", new() { HasText = "派单员" }).ClickAsync();
        await Dialog.GetByLabel("密码").FillAsync("weak");
        await Save().ClickAsync();
        await Expect(Dialog.Locator(".refusal")).ToContainTextAsync("密码");
        await admin.ShotAsync("account-refused");
        await Dialog.GetByLabel("密码").FillAsync(RealFloor.Password);
        await Save().ClickAsync();
        var row = admin.Page.Locator("tbody tr", new() { HasText = "newcomer" });
        await Expect(row).ToContainTextAsync("正常");
        await using var newcomer = await ConsoleRun.SignInAsync("newcomer");
        await Expect(newcomer.Page.Locator("header nav")).ToContainTextAsync("值班看板");

        await row.GetByRole(AriaRole.Button, new() { Name = "修改" }).ClickAsync();
        await Dialog.Locator(".el-switch").ClickAsync();
        await Dialog.GetByLabel("原因（留审计记录）").FillAsync("已离职");
        await Save().ClickAsync();

        await Expect(row).ToContainTextAsync("已停用");
        await admin.ShotAsync("accounts");
        await newcomer.Page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
        await Expect(newcomer.Page.Locator("form .el-alert")).ToContainTextAsync("登录已失效");
        await newcomer.ShotAsync("closed");
    }

    private ILocator Save() => Dialog.GetByRole(AriaRole.Button, new() { Name = "保存" });
}
