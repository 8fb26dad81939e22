using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>How a person gets in, in a real browser.</summary>
[Category("Console")]
[Category("Browser")]
public sealed class SignInTests
{
    [Test]
    public async Task A_wrong_password_is_told_and_the_right_one_opens_the_first_page()
    {
        await using var window = await ConsoleRun.Chromium.OpenAsync(ConsoleRun.Floor.Hosts[0].Address, "sign-in");
        await window.GoAsync("/board");
        await window.ShotAsync("page");
        await window.Page.FillAsync("#log-in", "dispatcher");
        await window.Page.FillAsync("#password", "not-the-password");
        await window.Page.PressAsync("#password", "Enter");
        await Expect(window.Page.Locator("form .el-alert")).ToContainTextAsync("密码");
        await window.ShotAsync("refused");

        await window.SignInAsync("dispatcher", Floor.RealFloor.Password);

        Assert.That(new Uri(window.Page.Url).AbsolutePath, Is.EqualTo("/board"));
        await Expect(window.Page.Locator("header .link")).ToHaveTextAsync("已连接");
        await window.ShotAsync("board");
        Assert.That(window.Failures, Is.Empty);
    }
}
