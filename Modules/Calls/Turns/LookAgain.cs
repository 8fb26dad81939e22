using System.Threading.Channels;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Queues to be matched once more: at once, because a row in them was locked by somebody else, or when an agent who did not take
/// a call may have it again. It may be forgotten with the host; the sweep is there for that.
/// </summary>
internal sealed class LookAgain(TimeProvider clock)
{
    private readonly Channel<string> queues = Channel.CreateUnbounded<string>();

    /// <summary>As soon as whoever has the row may be done.</summary>
    internal void Soon(string[] which)
    {
        foreach (var queue in which)
        {
            queues.Writer.TryWrite(queue);
        }
    }

    /// <summary>After a while.</summary>
    internal void After(TimeSpan wait, string queue) =>
        _ = Task.Delay(wait, clock).ContinueWith(
            _ => queues.Writer.TryWrite(queue), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>Waits until there is any, and takes all of them.</summary>
    internal async Task<string[]> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = new HashSet<string> { await queues.Reader.ReadAsync(cancellationToken) };
        while (queues.Reader.TryRead(out var more))
        {
            taken.Add(more);
        }

        return [.. taken];
    }
}
