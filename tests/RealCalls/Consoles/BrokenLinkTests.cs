using ContactCenter.Browser;
using ContactCenter.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>Networks that are cut and a host that dies, in the middle of real calls: consoles say so and come back by themselves.</summary>
[Category("Console")]
[Category("Browser")]
[Category("RealCall")]
public sealed class BrokenLinkTests
{
    private const string Lost = "连接中断 — 通话不受影响，正在自动重连";

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 20_000 };

    private Hall hall = null!;

    [OneTimeSetUp]
    public async Task Open() => hall = await Hall.OpenAsync();

    [SetUp]
    public Task Rest() => hall.RestAsync();

    [TearDown]
    public void NothingWasThrown() => Assert.That(
        hall.First.Window.Failures.Concat(hall.Second.Window.Failures).Concat(hall.Board.Failures), Is.Empty);

    [OneTimeTearDown]
    public async Task Close() => await hall.DisposeAsync();

    [Test]
    public async Task An_agent_who_is_cut_off_talks_on_and_finds_everything_as_the_server_has_it()
    {
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await using var citizen = await TalkAsync("0011", TimeSpan.FromSeconds(9));
        await hall.First.Page.Locator("section[aria-label='备注'] textarea").FillAsync("断网前写的备注");

        await hall.First.Window.CutAsync();

        await Expect(hall.First.Page.Locator(".banner")).ToContainTextAsync(Lost);
        await hall.First.Window.Button("保持").HoverAsync();
        await Expect(hall.First.Page.Locator(".el-popper:visible")).ToHaveTextAsync("连接中断，暂不能操作");
        await hall.First.Window.ShotAsync("cut-off");
        var row = hall.Board.Page.Locator(".right tr.row", new() { HasText = "唐敏" });
        await Expect(row).ToContainTextAsync("连接中断", new() { Timeout = 10_000 });
        await Expect(row).ToContainTextAsync("通话");
        await hall.Board.ShotAsync("agent-cut-off");
        // The caller hangs up while the agent's console hears nothing.
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);

        await hall.First.Window.MendAsync();

        await Expect(hall.First.Page.Locator(".banner")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        await hall.First.IsAsync("整理");
        await Expect(hall.First.Page.Locator($"{AgentDesk.WrapUp} textarea")).ToHaveValueAsync("断网前写的备注");
        await Expect(row).Not.ToContainTextAsync("连接中断");
        await Equality.OfDeskAsync(hall.First);
        await Equality.OfBoardAsync(hall.Board);
    }

    [Test]
    public async Task A_board_whose_cable_is_pulled_says_how_old_it_is_and_comes_back_equal()
    {
        hall.Board.Cable.Freeze();
        await using var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12333", "13900000012", Talk: TimeSpan.FromSeconds(60)));

        await Expect(hall.Board.Page.Locator(".fresh")).ToContainTextAsync("数据已陈旧", new() { Timeout = 10_000 });
        await Expect(hall.Board.Page.Locator("main.board.stale")).ToBeVisibleAsync();
        await Expect(hall.Board.Page.Locator(".banner")).ToContainTextAsync(Lost, new() { Timeout = 10_000 });
        await hall.Board.ShotAsync("stale");
        await ConsoleRun.Floor.CallBecomesAsync("state", "queued", 5);
        await Expect(hall.Board.Page.Locator(".left .card:last-child")).ToContainTextAsync("没有来电");

        hall.Board.Cable.Thaw();

        await Expect(hall.Board.Page.Locator(".left .scroll tr.row")).ToContainTextAsync("139****0012", new() { Timeout = 15_000 });
        await Expect(hall.Board.Page.Locator(".banner")).ToHaveCountAsync(0);
        await Expect(hall.Board.Page.Locator("main.board.stale")).ToHaveCountAsync(0);
        await Equality.OfBoardAsync(hall.Board);
    }

    [Test]
    public async Task A_host_that_is_killed_and_started_again_in_mid_call_costs_nobody_anything()
    {
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await using var citizen = await TalkAsync("0013", TimeSpan.FromSeconds(60));
        var call = await ConsoleRun.Floor.ScalarAsync<Guid>("select id from calls.calls where caller_shown like '%0013'");
        ConsoleWindow[] windows = [hall.First.Window, hall.Second.Window, hall.Board];

        await ConsoleRun.Floor.Hosts[0].KillAsync();

        foreach (var window in windows)
        {
            await Expect(window.Page.Locator(".banner")).ToContainTextAsync(Lost);
        }

        await hall.First.Window.ShotAsync("host-dead");
        await ConsoleRun.Floor.Hosts[0].StartAgainAsync();

        foreach (var window in windows)
        {
            await Expect(window.Page.Locator("header .link.live")).ToBeVisibleAsync(Patiently);
            await Expect(window.Page.Locator(".banner")).ToHaveCountAsync(0);
        }

        await hall.First.IsAsync("通话");
        await Equality.OfDeskAsync(hall.First);
        await Equality.OfDeskAsync(hall.Second);
        await Equality.OfBoardAsync(hall.Board);
        await hall.Board.ShotAsync("host-back");
        Assert.That(await ConsoleRun.Floor.ChannelsAsync(), Is.EqualTo((2, 2)), "Both still hear one another.");
        await hall.First.Page.Keyboard.PressAsync("F9");
        await hall.First.IsAsync("整理");
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);
        Assert.That(
            await ConsoleRun.Floor.ScalarAsync<string>($"select outcome || ' ' || offers from calls.calls where id = '{call}'"),
            Is.EqualTo("answered 1"));
    }

    [Test]
    public async Task The_newest_console_of_an_agent_acts_and_the_older_one_says_so()
    {
        await using var tab = await hall.Second.Window.AnotherTabAsync("agent-1002-tab");
        await tab.GoAsync("/agent");
        var newer = new AgentDesk(tab);
        await newer.IsAsync("示忙");

        var banner = hall.Second.Page.Locator(".banner");
        await Expect(banner).ToContainTextAsync("此账号已在别处登录，本页只读。");
        await Expect(hall.Second.Window.Button("置空闲")).ToHaveAttributeAsync("aria-disabled", "true");
        await hall.Second.Window.ShotAsync("superseded");
        await newer.ReadyAsync();
        // It still looks on.
        await hall.Second.IsAsync("空闲");

        // Taken back here, the newer one is the one that only looks on.
        await hall.Second.Window.Button("在此处继续").ClickAsync();
        await Expect(banner).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".banner")).ToContainTextAsync("此账号已在别处登录，本页只读。");
        await hall.Second.RestAsync();
        await newer.IsAsync("示忙");
        await Equality.OfDeskAsync(hall.Second);
        Assert.That(tab.Failures, Is.Empty);
    }

    /// <summary>A citizen who calls 12315 and whom the first agent has accepted.</summary>
    private async Task<Sipp> TalkAsync(string number, TimeSpan talk)
    {
        await hall.First.ReadyAsync();
        var citizen = Sipp.Call(ConsoleRun.Floor.Asterisk, new SippCall("12315", $"1390000{number}", Talk: talk));
        await Expect(hall.First.Page.Locator(AgentDesk.Offer)).ToBeVisibleAsync();
        await hall.First.Page.Keyboard.PressAsync("F2");
        await hall.First.IsAsync("通话");
        return citizen;
    }
}
