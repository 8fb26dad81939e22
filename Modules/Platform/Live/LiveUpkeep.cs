using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Platform.Live;

/// <summary>
/// Looks after connections that do not look after themselves: slow ones, and those that watch what they no longer may. The
/// connection of a person whose sign-in ends is cut by whoever keeps the sign-ins.
/// </summary>
internal sealed partial class LiveUpkeep(
    Consoles consoles, Topics topics, TimeProvider clock, LiveMetrics metrics, ILogger<LiveUpkeep> logger) : BackgroundService
{
    // A console this far behind is better served with everything at once than with what it missed.
    private static readonly TimeSpan StartsOverAfter = TimeSpan.FromSeconds(3);

    internal static readonly TimeSpan DroppedAfter = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RecheckEvery = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.ObserveBehind(() => consoles.All.Sum(viewer => viewer.Behind));
        return Task.WhenAll(KeepPaceAsync(stoppingToken), KeepRightsAsync(stoppingToken));
    }

    private async Task KeepPaceAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var viewer in consoles.All)
            {
                var stalled = viewer.Stalled;
                if (stalled > DroppedAfter && viewer.Drop())
                {
                    metrics.SlowConsoleDropped();
                    Dropped(viewer.Id);
                }
                else if (stalled > StartsOverAfter)
                {
                    viewer.StartOver();
                }
            }

            topics.Tidy();
        }
    }

    private async Task KeepRightsAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RecheckEvery, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var viewer in consoles.All)
            {
                Watching.Recheck(viewer);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Console {Connection} took nothing for too long and was disconnected")]
    private partial void Dropped(string connection);
}
