using Microsoft.Playwright;

namespace ContactCenter.Browser;

/// <summary>Debian's Chromium without a screen. One serves a whole assembly: each window of it is a browser of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    /// <summary>Starts it; it ends when disposed, or with this process.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        try
        {
            return new Chromium(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable(),
                // Chromium will not sandbox what root starts; the pages are our own.
                Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
            }));
        }
        catch
        {
            driver.Dispose();
            throw;
        }
    }

    /// <summary>A person's browser at a host: its own cookies, its own storage, its own cable to the network.</summary>
    /// <param name="host">The host's address.</param>
    /// <param name="name">Whose it is: the first part of its pictures' names.</param>
    /// <param name="width">How wide its page is; 1366 × 768 is the smallest screen that the console is made for.</param>
    /// <param name="height">How high.</param>
    public async Task<ConsoleWindow> OpenAsync(Uri host, string name, int width = 1366, int height = 768)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(10_000);
        return await ConsoleWindow.OpenAsync(context, host, name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    private static string Executable() =>
        Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_CHROMIUM") is { Length: > 0 } given
            ? given
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Select(folder => Path.Combine(folder, "chromium"))
                .FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException("There is no chromium on the PATH; tests/run installs it.");
}
