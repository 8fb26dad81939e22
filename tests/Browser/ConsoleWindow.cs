using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using Microsoft.Playwright;

namespace ContactCenter.Browser;

/// <summary>The console in a person's own browser, with a cable to the host that can be pulled and cut.</summary>
public sealed class ConsoleWindow : IAsyncDisposable
{
    private readonly string _name;
    private readonly ConsoleWindow? _first;
    private readonly ConcurrentQueue<string> _failures = new();
    private int _pictures;

    private ConsoleWindow(string name, LooseWire cable, IPage page, ConsoleWindow? first = null)
    {
        (_name, Cable, Page, _first) = (name, cable, page, first);
        page.PageError += (_, thrown) => _failures.Enqueue(thrown);
        page.Console += (_, said) =>
        {
            // What the network refuses is the page's to handle, and tests cut it on purpose.
            if (said.Type is "error" or "warning" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && !said.Text.Contains("WebSocket", StringComparison.Ordinal))
            {
                _failures.Enqueue($"{said.Type}: {said.Text}");
            }
        };
    }

    /// <summary>The page, for everything that Playwright can do with one.</summary>
    public IPage Page { get; }

    /// <summary>The cable between this browser and the host.</summary>
    public LooseWire Cable { get; }

    /// <summary>What the page threw, or complained of, and no test expects.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    internal static async Task<ConsoleWindow> OpenAsync(IBrowserContext context, Uri host, string name)
    {
        var cable = new LooseWire(host.Port);
        return new ConsoleWindow(name, cable, await context.NewPageAsync());
    }

    /// <summary>A second tab in the same browser; it closes with the browser, or alone when disposed.</summary>
    public async Task<ConsoleWindow> AnotherTabAsync(string name) =>
        new(name, Cable, await Page.Context.NewPageAsync(), this);

    /// <summary>Opens a page of the console by its path, as one who types the address.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(Cable.Address, path).ToString());

    /// <summary>Signs in on the sign-in page, and is on the person's first page when this returns.</summary>
    public async Task SignInAsync(string logIn, string password)
    {
        await GoAsync("/sign-in");
        await Page.FillAsync("#log-in", logIn);
        await Page.FillAsync("#password", password);
        await Page.PressAsync("#password", "Enter");
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await Page.WaitForSelectorAsync("header .link.live");
    }

    /// <summary>The button that begins with this word, whatever keys are written behind it.</summary>
    public ILocator Button(string word) =>
        Page.Locator("button", new PageLocatorOptions { HasTextRegex = new($"^\\s*{word}") });

    /// <summary>Keeps a picture of the page among the run's results: <c>screens/agent-1001-02-offer.png</c>.</summary>
    public Task ShotAsync(string what) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(
            Directory.CreateDirectory(Path.Combine(Repository.Results, "screens")).FullName,
            $"{_name}-{Interlocked.Increment(ref _pictures):00}-{what}.png"),
        Caret = ScreenshotCaret.Hide,
    });

    /// <summary>Looks out for a text from now on, so that when it came can be asked afterwards.</summary>
    public Task<Sighting> LookOutAsync(string selector, string text) => Sighting.BeginAsync(Page, selector, text);

    /// <summary>By how many pixels the page is wider than the window: more than none makes a reader push it about.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>The texts that stick out of their card, sideways: drawn over whatever is beside it.</summary>
    public Task<string[]> StickingOutAsync() => Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('main .card')].flatMap(card => {
          const edge = card.getBoundingClientRect().right + 1
          return [...card.querySelectorAll('*')]
            .filter(each => each.childElementCount === 0 && each.textContent.trim() !== '' && each.getBoundingClientRect().right > edge)
            // What a scrolling or clipping part holds is not drawn outside it.
            .filter(each => {
              for (let up = each.parentElement; up !== card.parentElement; up = up.parentElement) {
                if (getComputedStyle(up).overflowX !== 'visible') return false
              }
              return true
            })
            .map(each => each.textContent.trim())
        })
        """);

    /// <summary>The API's answer to this browser's person, past the cable.</summary>
    public async Task<JsonNode> AskAsync(Uri host, string path)
    {
        var answer = await Page.APIRequest.GetAsync(new Uri(host, path).ToString());
        var said = await answer.TextAsync();
        return answer.Ok
            ? JsonNode.Parse(said) ?? throw new JsonException($"{path} answered null.")
            : throw new InvalidOperationException($"{path}: {answer.Status} {said}");
    }

    /// <summary>
    /// The network is gone: every connection breaks and none can be made, and the browser knows. Unlike Playwright's own
    /// "offline" it reaches WebSockets that are open.
    /// </summary>
    public async Task CutAsync()
    {
        await Page.Context.SetOfflineAsync(true);
        Cable.Unplug();
    }

    /// <summary>The network is back.</summary>
    public async Task MendAsync()
    {
        Cable.Plug();
        await Page.Context.SetOfflineAsync(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_first is null)
        {
            await Page.Context.DisposeAsync();
            await Cable.DisposeAsync();
        }
        else
        {
            await Page.CloseAsync();
        }
    }
}
