using System.Diagnostics;

namespace ContactCenter.Support;

/// <summary>Waits for the world to be as a fixture needs it, with a bound, and no longer than it takes.</summary>
public static class Until
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the time; the message says what was waited for.</exception>
    public static async Task TrueAsync(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan within,
        string what,
        CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) > within)
            {
                throw new TimeoutException($"After {within.TotalSeconds:0.#} s still not so: {what}.");
            }

            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    /// <summary>The same for a condition that needs no waiting of its own.</summary>
    public static Task TrueAsync(
        Func<bool> condition, TimeSpan within, string what, CancellationToken cancellationToken = default) =>
        TrueAsync(_ => Task.FromResult(condition()), within, what, cancellationToken);
}
