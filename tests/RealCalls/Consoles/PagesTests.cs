using System.Text.RegularExpressions;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>What holds for every page, in both languages, on the smallest screen that the console is made for.</summary>
[Category("Console")]
[Category("Browser")]
public sealed partial class PagesTests
{
    [TestCase("admin", "/lines", "/queues", "/accounts")]
    [TestCase("dispatcher", "/board", "/board/calls", "/board/callbacks", "/wallboard", "/orders/inbox")]
    [TestCase("1003", "/agent", "/appeals", "/appeals/new", "/orders/callbacks")]
    [TestCase("supervisor", "/orders/supervision", "/orders")]
    [TestCase("clerk-market", "/orders/workbench", "/progress", "/report")]
    public async Task A_page_fits_into_1366_by_768_in_Chinese_and_in_English(string logIn, params string[] pages)
    {
        await using var window = await ConsoleRun.SignInAsync(logIn, $"page-{logIn}");
        foreach (var language in new[] { "zh", "en" })
        {
            foreach (var page in pages)
            {
                await window.GoAsync(page);
                await Expect(window.Page.Locator("main")).ToBeVisibleAsync();
                await Expect(window.Page.Locator("main")).Not.ToContainTextAsync(language == "zh" ? "正在读取" : "Loading");
                await window.Page.WaitForFunctionAsync("document.fonts.status === 'loaded'");

                await Expect(window.Page.Locator("main .refusal")).ToHaveCountAsync(0);
                Assert.That(await window.OverflowAsync(), Is.Zero, $"{page} in {language} is not pushed about sideways.");
                Assert.That(await window.StickingOutAsync(), Is.Empty, $"{page} in {language}");
                Assert.That(await window.Page.GetAttributeAsync("html", "lang"), Does.StartWith(language), page);
                // A word that is missing in a language is shown as its key.
                Assert.That(await window.Page.InnerTextAsync("body"), Does.Not.Match(WordKey()), page);
                await window.ShotAsync($"{language}{page.Replace('/', '-')}");
            }

            if (language == "zh")
            {
                await window.GoAsync(pages[0]);
                await window.Page.ClickAsync("header.bar button:has-text('English')");
                await Expect(window.Page.Locator("header.bar")).ToContainTextAsync("中文");
            }
        }

        Assert.That(window.Failures, Is.Empty);
    }

    [GeneratedRegex(@"\b(app|pages|bar|link|agent|floor|intake|lines|admin|state|outcome)\.[a-z]\w+")]
    private static partial Regex WordKey();
}
