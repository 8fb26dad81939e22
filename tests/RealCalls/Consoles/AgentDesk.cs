using System.Text.RegularExpressions;
using ContactCenter.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>An agent's page in an agent's browser, used as an agent uses it.</summary>
internal sealed partial class AgentDesk(ConsoleWindow window)
{
    internal const string State = "section[aria-label='我的状态'] .now .tag";
    internal const string Offer = "section.offer";
    internal const string Call = "section.call";
    internal const string WrapUp = "section[aria-label='话后整理']";
    internal const string Recent = ".right ol li:first-of-type";

    internal ConsoleWindow Window => window;

    internal IPage Page => window.Page;

    /// <summary>Signs on at the telephone, unless a former test did: 示忙 afterwards.</summary>
    internal async Task SignOnAsync(bool headset)
    {
        if (await Page.InnerTextAsync(State) != "未签入")
        {
            await RestAsync();
            return;
        }

        await window.Page.ClickAsync(headset ? "text=耳机自动接听" : "text=话机振铃，摘机接听");
        await window.Button("签入").ClickAsync();
        await IsAsync("示忙");
    }

    internal Task IsAsync(string state) => Expect(Page.Locator(State)).ToHaveTextAsync(state);

    internal async Task ReadyAsync()
    {
        await window.Button("置空闲").ClickAsync();
        await IsAsync("空闲");
    }

    /// <summary>Whatever came before: no call, no paperwork, 示忙.</summary>
    internal async Task RestAsync()
    {
        // What rings or talks has been hung up, or is not answered: it ends by itself.
        await Expect(Page.Locator(State)).Not.ToHaveTextAsync(InCall(), new() { Timeout = 20_000 });
        switch (await Page.InnerTextAsync(State))
        {
            case "整理":
                await Page.Keyboard.PressAsync("Alt+Digit1");
                await Page.Keyboard.PressAsync("Control+Enter");
                await IsAsync("空闲");
                goto case "空闲";
            case "空闲":
                await window.Button("置示忙").ClickAsync();
                await Page.GetByRole(AriaRole.Menuitem, new() { Name = "小休" }).ClickAsync();
                await IsAsync("示忙");
                break;
            case var state:
                await IsAsync("示忙");
                break;
        }
    }

    [GeneratedRegex("振铃|通话|保持")]
    private static partial Regex InCall();
}
