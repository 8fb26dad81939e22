using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace ContactCenter.Platform.Live;

/// <summary>
/// Wakes the consoles of topics that changed. A topic with few watchers (an agent's own: offers, withdrawals) is done at once
/// by whoever committed; one with many waits its turn here, so that a thousand boards do not stand between an agent and an
/// offer. Nothing here waits for a console.
/// </summary>
internal sealed class FanOut(TimeProvider clock, LiveMetrics metrics) : BackgroundService
{
    private const int Few = 16;

    // What sending one console a frame costs, about. Rounds that follow one another faster than they can be sent only make
    // the same changes wait in more and smaller frames; with 1,000 boards and more the slowest waited half as long again.
    private static readonly TimeSpan PerConsole = TimeSpan.FromMicroseconds(10);

    // Whatever the number, a board is told this often.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    // Bounded by the number of topics: each stands in line once at most.
    private readonly Channel<Topic> line = Channel.CreateUnbounded<Topic>(new() { SingleReader = true });

    internal void Announce(IReadOnlyList<Topic> topics)
    {
        foreach (var topic in topics)
        {
            if (topic.Subscriptions.Length <= Few)
            {
                Wake(topic);
            }
            else if (Interlocked.Exchange(ref topic.Queued, 1) == 0)
            {
                line.Writer.TryWrite(topic);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var topic in line.Reader.ReadAllAsync(stoppingToken))
        {
            // Before the round: a change heard during it puts the topic in line again.
            Interlocked.Exchange(ref topic.Queued, 0);
            var began = clock.GetTimestamp();
            Wake(topic);
            var pause = (topic.Subscriptions.Length * PerConsole) - clock.GetElapsedTime(began);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause < Longest ? pause : Longest, clock, stoppingToken);
            }
        }
    }

    private void Wake(Topic topic)
    {
        var heard = topic.TakeUp();
        foreach (var subscription in topic.Subscriptions)
        {
            subscription.Viewer.Wake();
        }

        if (heard is { } since)
        {
            metrics.FannedOut(clock.GetElapsedTime(since));
        }
    }
}
