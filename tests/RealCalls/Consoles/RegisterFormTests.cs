using ContactCenter.Support;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>A matter told on a real call is registered by keyboard alone, and nothing that was typed is lost on the way.</summary>
[Category("Console")]
[Category("Browser")]
[Category("RealCall")]
public sealed class RegisterFormTests
{
    private const string Form = "section.register";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_simple_matter_is_registered_by_keyboard_in_under_a_minute_through_reload_and_a_lost_connection()
    {
        await using var hall = await Hall.OpenAsync();
        await hall.RestAsync();
        var (agent, page) = (hall.First, hall.First.Page);
        await using var phone = await ConsoleRun.Floor.PhoneAsync(1001);
        await agent.ReadyAsync();
        await using var citizen = Sipp.Call(
            ConsoleRun.Floor.Asterisk, new SippCall("12345", "13900000071", Talk: TimeSpan.FromSeconds(90)));
        await Expect(page.Locator(AgentDesk.Offer)).ToContainTextAsync("139****0071");
        await page.Keyboard.PressAsync("F2");
        await Expect(page.Locator(Form)).ToBeVisibleAsync();

        // What is typed is on the host within a moment, and on this page while the host cannot be reached.
        var started = TimeProvider.System.GetTimestamp();
        await page.Keyboard.PressAsync("F6");
        await page.Keyboard.InsertTextAsync("小区外的路灯坏了三天，");
        await Expect(page.Locator($"{Form} [role=status]")).ToContainTextAsync("已保存");
        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.InsertTextAsync("晚上很黑，请尽快修理。");
        await Expect(page.Locator($"{Form} [role=status]")).ToContainTextAsync("连接中断");
        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await Expect(page.Locator($"{Form} textarea").First).ToHaveValueAsync("小区外的路灯坏了三天，晚上很黑，请尽快修理。");

        await page.Keyboard.PressAsync("F7");
        await page.Keyboard.TypeAsync("ldzm");
        await Expect(page.Locator(".el-select-dropdown__item:visible").First).ToContainTextAsync("路灯照明");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("F8");
        await Expect(page.Locator($"{Form} .numbers")).ToContainTextAsync("YZ");
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(Minute));
        await agent.Window.ShotAsync("registered");

        Assert.That(
            await ConsoleRun.Floor.ScalarAsync<string>(
                "select category || ' ' || line || ' ' || channel || ' ' || title from intake.appeals order by received_at desc limit 1"),
            Is.EqualTo("0605 12345 phone 小区外的路灯坏了三天，晚上很黑，请尽快修理"));
        Assert.That(await ConsoleRun.Floor.ScalarAsync<long>("select count(*) from intake.drafts"), Is.Zero);
        await page.Keyboard.PressAsync("F9");
        await agent.IsAsync("整理");
        await hall.RestAsync();
    }
}
