using ContactCenter.Support;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>A real call becomes a work order and goes its whole way, in the browsers of four roles, through two deaths of the host.</summary>
[Category("Journey")]
[Category("Browser")]
[Category("RealCall")]
public sealed class JourneyTests
{
    private static readonly string[] Way =
    [
        "open", "dispatch", "sign", "return", "redispatch", "sign", "add_assist", "sign_part", "reply_part", "request_extension",
        "decide_extension", "reply", "accept_reply", "record_callback", "reply", "accept_reply", "record_callback", "archive",
    ];

    [Test]
    public async Task A_call_becomes_an_order_and_is_returned_redispatched_handled_jointly_extended_reworked_rated_and_archived()
    {
        await Hall.NobodyCallsAsync();
        var agent = new AgentDesk(await ConsoleRun.SignInAsync("1001", "journey-agent"));
        await using var agentWindow = agent.Window;
        var number = await TakeCallAsync(agent);
        var (dispatcher, county, urban) = (
            await OrderDesk.SignInAsync("dispatcher"), await OrderDesk.SignInAsync("clerk-lengshuitan"), await OrderDesk.SignInAsync("clerk-urban"));
        await using var dispatching = dispatcher.Window;
        await using var inCounty = county.Window;
        await using var inBureau = urban.Window;

        await dispatcher.OpenAsync("inbox?list=preReview", number);
        await dispatching.ShotAsync("journey-pre-review");
        await dispatcher.ActAsync("派单", ("说明", "请核实处理"));
        await county.OpenAsync("workbench?list=toSign", number);
        await county.ActAsync("签收");
        await inCounty.ShotAsync("journey-signed");
        await county.ActAsync("退单", ("理由", "占道经营由市城管局直管"), ("法律依据", "《永州市城市管理条例》及三定方案"));
        await dispatcher.OpenAsync("inbox?list=objections", number);
        await dispatcher.ActAsync("同意退单并改派", ("主办单位", "永州市城市管理和综合执法局"), ("理由", "退单理由成立"));

        await KillAsync();

        await urban.OpenAsync("workbench?list=toSign", number);
        await urban.ActAsync("签收");
        await dispatcher.IsAsync("已签收");
        await dispatcher.ActAsync("增加协办单位", ("主办单位", "冷水滩区"));
        await county.OpenAsync("workbench?list=toSign", number);
        await county.ActAsync("签收（协办）");
        await county.ActAsync("协办答复", ("办理情况", "已配合清理并安排值守"));
        await urban.ActAsync("申请延期", ("理由", "需与市场方协商迁移摊位"));
        await dispatcher.OpenAsync("inbox?list=extension", number);
        await dispatcher.ActAsync("审批延期", ("同意延期", "是"), ("理由", "情况属实"));
        await urban.ActAsync("答复", ("公开答复", "已清理占道摊位并加强巡查。"), ("办理情况", "现场处置，拍照存档"));
        await dispatcher.OpenAsync("inbox?list=closingReview", number);
        await dispatcher.ActAsync("办结审核通过", ("说明", "答复与处置情况相符"));

        await KillAsync();

        var caller = new OrderDesk(agent.Window);
        await caller.OpenAsync("callbacks", number);
        await caller.ActAsync(
            "回访", ("是否接通", "是"), ("单位是否联系过", "是"), ("已解决", "否"), ("满意度", "不满意"), ("市民意见", "早上六点又摆出来了"));
        await agentWindow.ShotAsync("journey-unsatisfied");
        await urban.OpenAsync("workbench?list=inProgress", number);
        await urban.IsAsync("办理中");
        await urban.ActAsync("答复", ("公开答复", "已安排六点前驻点值守，摊位全部迁入市场。"), ("办理情况", "驻点值守一周"));
        await dispatcher.OpenAsync("inbox?list=closingReview", number);
        await dispatcher.ActAsync("办结审核通过", ("说明", "答复与处置情况相符"));
        await caller.OpenAsync("callbacks", number);
        await caller.ActAsync("回访", ("是否接通", "是"), ("单位是否联系过", "是"), ("已解决", "是"), ("满意度", "满意"));
        await dispatcher.IsAsync("已办结");
        await dispatcher.ActAsync("归档");
        await dispatcher.IsAsync("已归档");
        await dispatching.ShotAsync("journey-archived");

        Assert.That(
            await TextAsync($"select string_agg(act, ' ' order by l.version) from dispatch.order_log l join dispatch.orders o on o.id = l.order_id where o.number = '{number}'"),
            Is.EqualTo(string.Join(' ', Way)), "Each step once, whatever died.");
        Assert.That(
            await TextAsync($"select first_rating || ' ' || final_rating from dispatch.order_citizens c join dispatch.orders o on o.id = c.order_id where o.number = '{number}'"),
            Is.EqualTo("dissatisfied satisfied"), "The first word is kept beside the last.");
        Assert.That(agentWindow.Failures.Concat(dispatching.Failures).Concat(inCounty.Failures).Concat(inBureau.Failures), Is.Empty);
    }

    /// <summary>A citizen calls 12345; the agent answers, writes down what is said by keyboard, registers and ends the call.</summary>
    private static async Task<string> TakeCallAsync(AgentDesk agent)
    {
        await agent.SignOnAsync(headset: true);
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await agent.ReadyAsync();
        await using var citizen = Sipp.Call(ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000077", Talk: TimeSpan.FromSeconds(90)));
        await Expect(agent.Page.Locator(AgentDesk.Offer)).ToBeVisibleAsync();
        await agent.Page.Keyboard.PressAsync("F2");
        await agent.IsAsync("通话");

        await agent.Page.Keyboard.PressAsync("F6");
        await agent.Page.Keyboard.TypeAsync("翠竹路早市占道经营，公交车无法通行，希望城管部门处理。");
        await agent.Page.Keyboard.PressAsync("F7");
        await agent.Page.Keyboard.TypeAsync("0601");
        await agent.Page.Locator(".el-select-dropdown__item:visible", new() { HasText = "0601" }).First.WaitForAsync();
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.GetByLabel("事发地", new() { Exact = true }).First.FillAsync("冷水滩区");
        await agent.Page.Locator(".el-select-dropdown__item:visible", new() { HasText = "冷水滩区" }).First.ClickAsync();
        await agent.Window.ShotAsync("journey-form");
        await agent.Page.Keyboard.PressAsync("F8");
        var number = agent.Page.Locator(".register .numbers strong").First;
        await Expect(number).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await agent.Window.ShotAsync("journey-registered");
        var said = await number.InnerTextAsync();
        await agent.Page.Keyboard.PressAsync("F9");
        await agent.IsAsync("整理");
        await agent.RestAsync();
        return said;
    }

    private static async Task KillAsync()
    {
        await ConsoleRun.Floor.Hosts[0].KillAsync();
        await ConsoleRun.Floor.Hosts[0].StartAgainAsync();
    }

    private static Task<string> TextAsync(string sql) => ConsoleRun.Floor.ScalarAsync<string>(sql);
}
