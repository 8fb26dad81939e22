using System.Collections.Concurrent;

namespace ContactCenter.Platform.Events;

/// <summary>
/// Named bells that wake whoever waits for work of that name. A ring is a hint and may be lost: whoever waits also looks by
/// itself now and then, because the database is the truth.
/// </summary>
public sealed class Bells : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> bells = new();

    /// <summary>Rings a bell on this host.</summary>
    public void Ring(string name)
    {
        try
        {
            Bell(name).Release();
        }
        catch (SemaphoreFullException)
        {
            // It is already ringing, and one ring is enough for any number of commits.
        }
    }

    /// <summary>Waits for the bell, at most so long.</summary>
    public Task WaitAsync(string name, TimeSpan atMost, CancellationToken cancellationToken) =>
        Bell(name).WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bell in bells.Values)
        {
            bell.Dispose();
        }
    }

    private SemaphoreSlim Bell(string name) => bells.GetOrAdd(name, static _ => new SemaphoreSlim(0, 1));
}
