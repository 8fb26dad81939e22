using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContactCenter.Browser;
using ContactCenter.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>Real calls, seen and worked on in three browsers: two agents' and a dispatcher's.</summary>
[Category("Console")]
[Category("Browser")]
[Category("RealCall")]
public sealed class CallOnConsolesTests
{
    private const string LiveCall = ".left .scroll tr.row";

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
    public async Task A_call_is_offered_accepted_held_ended_and_wrapped_up_while_the_board_shows_it()
    {
        var (agent, board) = (hall.First, hall.Board);
        var before = await board.AskAsync(ConsoleRun.Floor.Hosts[0].Address, "/api/calls/board");
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);

        // Nobody is ready: it waits, and the board counts.
        Sipp? citizen = null;
        await Hall.ShownWithinASecondAsync(
            Call("0001", "state = 'queued'"),
            () =>
            {
                citizen = Sipp.Call(ConsoleRun.Floor.Asterisk, new SippCall("12315", "13900000001", Talk: TimeSpan.FromSeconds(60)));
                return Task.CompletedTask;
            },
            (board, ".strip .tile:first-child .value", "1"),
            (board, LiveCall, "139****0001"));
        await Expect(board.Page.Locator("tr:has(strong:text-is('市场监管')) td:nth-of-type(2)")).ToHaveTextAsync("1");
        await using var calling = citizen!;
        await Expect(Tile(board, "排队等待")).ToHaveTextAsync("1");
        await Expect(Tile(board, "最长等待")).ToHaveTextAsync("0:02");
        await board.ShotAsync("one-waits");

        // An agent becomes ready and is offered it.
        await agent.Window.Button("置空闲").ClickAsync();
        var offer = agent.Page.Locator(AgentDesk.Offer);
        await Expect(offer.Locator(".dialled")).ToHaveTextAsync("12315");
        Assert.That(
            await offer.Locator(".dialled").EvaluateAsync<double>("each => parseFloat(getComputedStyle(each).fontSize)"),
            Is.GreaterThanOrEqualTo(30), "The dialled line stands in large letters.");
        await Expect(offer).ToContainTextAsync("139****0001");
        await Expect(offer).ToContainTextAsync("已等待");
        await Expect(offer.Locator("svg circle").First).ToBeVisibleAsync();
        await agent.IsAsync("振铃");
        await agent.Window.ShotAsync("offer");

        await Hall.ShownWithinASecondAsync(
            Call("0001", "state = 'connected'"),
            () => agent.Page.Keyboard.PressAsync("F2"),
            (agent.Window, AgentDesk.Call, "通话"),
            (agent.Window, AgentDesk.State, "通话"),
            (board, LiveCall, "通话"));
        await Expect(board.Page.Locator(LiveCall)).ToContainTextAsync("唐敏");
        await Expect(agent.Page.Locator(AgentDesk.Call)).ToContainTextAsync("139****0001");
        await Expect(Tile(board, "排队等待")).ToHaveTextAsync("0");
        await agent.Window.ShotAsync("talking");

        await Hall.ShownWithinASecondAsync(
            Call("0001", "state = 'held'"),
            () => agent.Page.Keyboard.PressAsync("F4"),
            (agent.Window, AgentDesk.State, "保持"),
            (board, LiveCall, "保持"));
        await agent.Window.ShotAsync("held");
        await Hall.ShownWithinASecondAsync(
            Call("0001", "state = 'connected'"),
            () => agent.Page.Keyboard.PressAsync("F4"),
            (agent.Window, AgentDesk.State, "通话"),
            (board, LiveCall, "通话"));

        // The dispatcher looks into the call, and why it went where it went.
        await board.Page.Locator("tr.row button", new() { HasText = "139****0001" }).ClickAsync();
        var drawer = board.Page.Locator(".el-drawer.open");
        await Expect(drawer).ToContainTextAsync("分配");
        await board.ShotAsync("call");
        await drawer.GetByRole(AriaRole.Tab, new() { Name = "分配依据" }).ClickAsync();
        var why = drawer.Locator("#pane-why tr");
        await Expect(why.Filter(new() { HasText = "唐敏" })).ToHaveTextAsync(new Regex("选中.*唐敏.*空闲.*空闲最久"));
        await Expect(why.Filter(new() { HasText = "蒋丽华" })).ToHaveTextAsync(new Regex("排除.*蒋丽华.*示忙"));
        await board.ShotAsync("why");
        await board.Page.Keyboard.PressAsync("Escape");

        await agent.Page.Locator("section[aria-label='备注'] textarea").FillAsync("咨询退货期限");
        await Hall.ShownWithinASecondAsync(
            Call("0001", "outcome = 'answered'"),
            () => agent.Page.Keyboard.PressAsync("F9"),
            (agent.Window, AgentDesk.State, "整理"),
            (board, "section.card", "没有来电"));
        var result = await calling.EndAsync();
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        await agent.Page.Keyboard.PressAsync("Alt+Digit2");
        await Expect(agent.Page.GetByRole(AriaRole.Radio, new() { Name = "已登记工单" })).ToBeCheckedAsync();
        await agent.Window.ShotAsync("wrap-up");
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await agent.IsAsync("空闲");
        await Expect(agent.Page.Locator(AgentDesk.Recent)).ToContainTextAsync("已接听");
        await agent.Window.ShotAsync("recent");

        Assert.That(
            await ConsoleRun.Floor.ScalarAsync<string>("select code || ' ' || note from calls.wrap_ups order by at desc limit 1"),
            Is.EqualTo("registered 咨询退货期限"));
        await Expect(Tile(board, "今日接通率").Locator("small")).ToHaveTextAsync(
            $"{Figure(before, "answeredToday") + 1}/{Figure(before, "offeredToday") + 1}");
        await board.ShotAsync("after");
    }

    [Test]
    public async Task A_caller_who_gives_up_waiting_leaves_the_board_and_is_to_be_called_back()
    {
        var before = await hall.Board.AskAsync(ConsoleRun.Floor.Hosts[0].Address, "/api/calls/board");
        var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000002", Ring: TimeSpan.FromSeconds(4)), "caller-gives-up");
        await using (citizen)
        {
            await Expect(hall.Board.Page.Locator(LiveCall)).ToContainTextAsync("139****0002");
            await Hall.ShownWithinASecondAsync(
                Call("0002", "outcome = 'abandoned'"),
                () => citizen.EndAsync(),
                (hall.Board, ".left .card", "没有来电"),
                (hall.Board, ".strip .tile:nth-child(5) .value", $"{Figure(before, "abandonedToday") + 1}"));
        }

        await Expect(Tile(hall.Board, "待回拨")).ToHaveTextAsync("1");
        await hall.Board.ShotAsync("abandoned");
        await hall.Board.Page.ClickAsync(".strip .tile:nth-child(6)");
        await Expect(hall.Board.Page.Locator("main")).ToContainTextAsync("139****0002");
        await hall.Board.ShotAsync("callbacks");
        await hall.Board.GoAsync("/board");
    }

    [Test]
    public async Task A_caller_who_gives_up_while_the_agents_telephone_rings_frees_the_agent()
    {
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1002, "phone-silent", ring: TimeSpan.FromSeconds(20));
        await hall.Second.ReadyAsync();
        await using var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000003", Ring: TimeSpan.FromSeconds(2)), "caller-gives-up");
        await hall.Second.IsAsync("振铃");
        await Expect(hall.Second.Page.Locator(AgentDesk.Offer)).ToContainTextAsync("请摘机接听");
        await hall.Second.Window.ShotAsync("rings");

        await Hall.ShownWithinASecondAsync(
            Call("0003", "outcome = 'abandoned'"),
            () => citizen.EndAsync(),
            (hall.Second.Window, AgentDesk.State, "空闲"),
            (hall.Second.Window, ".idle", "空闲中，等待来电"),
            (hall.Board, ".left .card", "没有来电"));
    }

    [Test]
    public async Task An_agent_who_does_not_answer_is_told_and_the_next_agent_is_offered_the_call()
    {
        await using var silent = await ConsoleRun.Floor.PhoneAsync(1002, "phone-silent", ring: TimeSpan.FromSeconds(3));
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await hall.Second.ReadyAsync();
        await hall.First.ReadyAsync();
        await using var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000004", Talk: TimeSpan.FromSeconds(60)));
        await hall.Second.IsAsync("振铃");

        await Hall.ShownWithinASecondAsync(
            "select from calls.reservations r join calls.calls c on c.id = r.call_id where c.caller_shown like '%0004' and r.state = 'timeout'",
            () => Task.CompletedTask,
            (hall.Second.Window, AgentDesk.State, "空闲"),
            (hall.First.Window, AgentDesk.Offer, "139****0004"));
        await hall.First.Page.Keyboard.PressAsync("F2");
        await hall.First.IsAsync("通话");
        await hall.First.Page.Keyboard.PressAsync("F9");
        await hall.First.IsAsync("整理");
    }

    [Test]
    public async Task An_agent_whose_telephone_is_busy_is_passed_over()
    {
        await using var busy = await ConsoleRun.Floor.PhoneAsync(1002, "phone-busy");
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await hall.Second.ReadyAsync();
        await hall.First.ReadyAsync();
        Sipp? citizen = null;

        await Hall.ShownWithinASecondAsync(
            "select from calls.reservations r join calls.calls c on c.id = r.call_id where c.caller_shown like '%0005' and r.state = 'rejected'",
            () =>
            {
                citizen = Sipp.Call(
                    ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000005", Talk: TimeSpan.FromSeconds(60)));
                return Task.CompletedTask;
            },
            (hall.First.Window, AgentDesk.Offer, "139****0005"));
        await using var calling = citizen!;
        // It rang too shortly to be looked out for; it is over no later than the next agent's offer.
        await Expect(hall.Second.Page.Locator(AgentDesk.State)).ToHaveTextAsync("空闲", new() { Timeout = 500 });
        await hall.First.Page.Keyboard.PressAsync("F2");
        await hall.First.IsAsync("通话");
        await hall.First.Page.Keyboard.PressAsync("F9");
        await hall.First.IsAsync("整理");
    }

    [Test]
    public async Task An_agent_who_lifts_the_telephone_talks_and_who_hangs_it_up_first_has_the_paperwork()
    {
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1002, talk: TimeSpan.FromSeconds(2));
        await hall.Second.ReadyAsync();
        await using var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000006", Talk: TimeSpan.FromSeconds(60)));
        await hall.Second.IsAsync("通话");

        await Hall.ShownWithinASecondAsync(
            Call("0006", "end_reason = 'agent_hangup'"),
            () => Task.CompletedTask,
            (hall.Second.Window, AgentDesk.State, "整理"),
            (hall.Second.Window, AgentDesk.WrapUp, "话后整理"),
            (hall.Board, ".left .card", "没有来电"));
        Assert.That((await citizen.EndAsync()).ExitCode, Is.Zero);
    }

    private static int Figure(JsonNode board, string name) => (int)board["figures"]![name]!;

    private static string Call(string caller, string condition) =>
        $"select from calls.calls where caller_shown like '%{caller}' and {condition}";

    private static ILocator Tile(ConsoleWindow board, string label) =>
        board.Page.Locator(".strip .tile", new() { HasText = label }).Locator(".value");
}
