using Microsoft.Playwright;

namespace ContactCenter.Browser;

/// <summary>
/// Something that a page is about to show, for one who counts milliseconds: the page looks at every change of itself, while a
/// test from outside looks now and then.
/// </summary>
public sealed class Sighting
{
    private const string Watch = """
        ([selector, text]) => {
          const holds = () => [...document.querySelectorAll(selector)].some(each => each.textContent.includes(text))
          const said = () => JSON.stringify([...document.querySelectorAll(selector)].map(each => each.textContent)).slice(0, 300)
          const sighting = { early: holds(), said }
          sighting.at = new Promise(resolve => {
            const observer = new MutationObserver(() => {
              if (holds()) {
                observer.disconnect()
                resolve(Date.now())
              }
            })
            observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
          })
          return sighting
        }
        """;

    private const string Wait = """
        (sighting, within) => Promise.race([sighting.at, new Promise(resolve => setTimeout(() => resolve(sighting.said()), within))])
        """;

    private readonly IJSHandle _handle;
    private readonly string _what;

    private Sighting(IJSHandle handle, string what) => (_handle, _what) = (handle, what);

    /// <summary>When it was first shown, by this machine's clock.</summary>
    /// <exception cref="TimeoutException">It was not shown in time; the message has what was.</exception>
    public async Task<DateTimeOffset> AtAsync(TimeSpan within)
    {
        var answer = await _handle.EvaluateAsync<System.Text.Json.JsonElement>(Wait, within.TotalMilliseconds);
        return answer.ValueKind == System.Text.Json.JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)answer.GetDouble())
            : throw new TimeoutException($"After {within.TotalSeconds:0.#} s still not shown: {_what}; there is {answer}.");
    }

    /// <summary>Looks out from now on for a text in any of what the selector finds, where it is not shown yet.</summary>
    internal static async Task<Sighting> BeginAsync(IPage page, string selector, string text)
    {
        var handle = await page.EvaluateHandleAsync(Watch, new[] { selector, text });
        var what = $"\"{text}\" in {selector}";
        return await handle.EvaluateAsync<bool>("sighting => sighting.early")
            ? throw new InvalidOperationException($"{what} is shown already.")
            : new Sighting(handle, what);
    }
}
