using ContactCenter.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>The pages of work orders in somebody's browser, used as that person uses them.</summary>
internal sealed class OrderDesk(ConsoleWindow window)
{
    private static readonly LocatorAssertionsToHaveTextOptions Patiently = new() { Timeout = 20_000 };

    internal ConsoleWindow Window => window;

    internal IPage Page => window.Page;

    internal static async Task<OrderDesk> SignInAsync(string logIn) => new(await ConsoleRun.SignInAsync(logIn));

    /// <summary>Opens a list by its address and chooses the order in it.</summary>
    internal async Task OpenAsync(string list, string number)
    {
        await window.GoAsync($"/orders/{list}");
        await Page.Locator("li[role=option]", new() { HasText = number }).First.ClickAsync(new() { Timeout = 20_000 });
        await Expect(Page.Locator(".order header strong")).ToHaveTextAsync(number);
    }

    /// <summary>Presses an act's button, under "more" where it is not one of the first, and answers its form where it has one.</summary>
    internal async Task ActAsync(string act, params (string Field, string Value)[] answers)
    {
        var bar = Page.GetByRole(AriaRole.Toolbar, new() { Name = "可进行的操作" });
        var button = bar.GetByRole(AriaRole.Button, new() { Name = act, Exact = true });
        var more = bar.GetByRole(AriaRole.Button, new() { Name = "更多操作" });
        await Expect(button.Or(more).First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        if (await button.CountAsync() > 0)
        {
            await button.ClickAsync();
        }
        else
        {
            await more.ClickAsync();
            await Page.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true }).ClickAsync();
        }

        if (answers.Length > 0)
        {
            var form = Page.GetByRole(AriaRole.Form, new() { Name = act, Exact = true });
            foreach (var (field, value) in answers)
            {
                await AnswerAsync(form, field, value);
            }

            await window.ShotAsync($"journey-{act}");
            await form.Locator("button[type=submit]").ClickAsync();
        }

        // The host has done it when its own timeline says so.
        await Expect(Page.Locator(".order .line li:first-child strong")).ToHaveTextAsync(act, Patiently);
    }

    internal Task IsAsync(string state) => Expect(Page.Locator(".order header .tag").First).ToHaveTextAsync(state, Patiently);

    private async Task AnswerAsync(ILocator form, string field, string value)
    {
        var answer = form.GetByLabel(field, new() { Exact = true });
        switch (await answer.First.GetAttributeAsync("role"))
        {
            case "radiogroup":
                await answer.GetByText(value, new() { Exact = true }).ClickAsync();
                break;
            case "combobox":
                await answer.First.FillAsync(value);
                await Page.Locator(".el-select-dropdown__item:visible", new() { HasTextRegex = new($"^\\s*{value}\\s*$") }).First.ClickAsync();
                await Expect(form.Locator(".el-select", new() { HasText = value }).First).ToBeVisibleAsync();
                break;
            default:
                await answer.First.FillAsync(value);
                break;
        }
    }
}
