using System.Collections.Concurrent;

namespace ContactCenter.Platform.Events;

/// <summary>
/// Named bells that wake whoever waits for work of that name. A ring is a hint and may be lost: whoever waits also looks by
/// itself now and then, because the database is the truth.
/// </summary>
public sealed class Bells : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> bells = new();
    private readonly ConcurrentDictionary<string, bool> outgoing = new();
    private readonly SemaphoreSlim outgoingBell = new(0, 1);

    /// <summary>Rings a bell on this host.</summary>
    public void Ring(string name) => Ring(Bell(name));

    /// <summary>
    /// Rings a bell on this host and, where asked, on every other host of the same database: soon after, once for many rings
    /// of the same name, and outside any transaction, so ring after the commit.
    /// </summary>
    public void Ring(string name, bool everywhere)
    {
        Ring(name);
        if (everywhere)
        {
            RingElsewhere(name);
        }
    }

    /// <summary>Waits for the bell, at most so long; answers whether it rang.</summary>
    public Task<bool> WaitAsync(string name, TimeSpan atMost, CancellationToken cancellationToken) =>
        Bell(name).WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        outgoingBell.Dispose();
        foreach (var bell in bells.Values)
        {
            bell.Dispose();
        }
    }

    /// <summary>Rings a bell on every other host only.</summary>
    internal void RingElsewhere(string name)
    {
        if (outgoing.TryAdd(name, true))
        {
            Ring(outgoingBell);
        }
    }

    /// <summary>Waits until other hosts are to hear of something, and takes the names; each is taken once.</summary>
    internal async Task<string[]> TakeOutgoingAsync(CancellationToken cancellationToken)
    {
        await outgoingBell.WaitAsync(cancellationToken);
        return [.. outgoing.Keys.Where(name => outgoing.TryRemove(name, out _))];
    }

    private static void Ring(SemaphoreSlim bell)
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is already ringing, and one ring is enough for any number of commits.
        }
    }

    private SemaphoreSlim Bell(string name) => bells.GetOrAdd(name, static _ => new SemaphoreSlim(0, 1));
}
