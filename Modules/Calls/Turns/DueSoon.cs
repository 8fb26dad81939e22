using System.Threading.Channels;

namespace ContactCenter.Calls.Turns;

/// <summary>Lets a turn on this host tell the timers of a deadline sooner than the one they sleep for.</summary>
internal sealed class DueSoon(TimeProvider clock)
{
    // One ring is enough for any number of plans.
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long wakeAt = long.MaxValue;

    /// <summary>There is something to do in so long.</summary>
    internal void Plan(TimeSpan within)
    {
        if (clock.GetTimestamp() + Ticks(within) < Volatile.Read(ref wakeAt))
        {
            bell.Writer.TryWrite(true);
        }
    }

    /// <summary>Sleeps so long, or until something is planned for earlier.</summary>
    internal async Task SleepAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Volatile.Write(ref wakeAt, clock.GetTimestamp() + Ticks(atMost));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await bell.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came sooner.
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
