namespace ContactCenter.Calls.Turns;

/// <summary>Lets a turn on this host tell the timers of a deadline sooner than the one they sleep for.</summary>
internal sealed class DueSoon(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);
    private long wakeAt = long.MaxValue;

    /// <summary>There is something to do in so long.</summary>
    internal void Plan(TimeSpan within)
    {
        if (clock.GetTimestamp() + (long)(within.TotalSeconds * clock.TimestampFrequency) < Volatile.Read(ref wakeAt))
        {
            try
            {
                bell.Release();
            }
            catch (SemaphoreFullException)
            {
                // They are being woken already.
            }
        }
    }

    /// <summary>Sleeps so long, or until something is planned for earlier.</summary>
    internal async Task SleepAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Volatile.Write(ref wakeAt, clock.GetTimestamp() + (long)(atMost.TotalSeconds * clock.TimestampFrequency));
        await bell.WaitAsync(atMost, cancellationToken);
    }

    public void Dispose() => bell.Dispose();
}
