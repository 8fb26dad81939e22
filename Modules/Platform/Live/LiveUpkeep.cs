using System.Security.Claims;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Platform.Live;

/// <summary>Looks after connections that do not look after themselves: slow ones, and people whose rights have changed.</summary>
internal sealed partial class LiveUpkeep(
    Consoles consoles, Topics topics, IEnumerable<ISignIns> signIns, Bells bells, TimeProvider clock, LiveMetrics metrics,
    ILogger<LiveUpkeep> logger) : BackgroundService
{
    // A console this far behind is better served with everything at once than with what it missed.
    private static readonly TimeSpan StartsOverAfter = TimeSpan.FromSeconds(3);

    internal static readonly TimeSpan DroppedAfter = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RecheckEvery = TimeSpan.FromSeconds(30);

    private const int RecheckAtOnce = 500;

    private readonly ISignIns? signIns = signIns.SingleOrDefault();

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
        while (true)
        {
            await bells.WaitAsync(ISignIns.Bell, RecheckEvery, cancellationToken);
            foreach (var some in consoles.All.Chunk(RecheckAtOnce))
            {
                try
                {
                    await RefreshAsync([.. some.Where(viewer => viewer.User is not null)], cancellationToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    NotRefreshed(exception);
                }

                foreach (var viewer in some)
                {
                    Watching.Recheck(viewer);
                }
            }
        }
    }

    private async Task RefreshAsync(Viewer[] viewers, CancellationToken cancellationToken)
    {
        if (signIns is null || viewers.Length == 0)
        {
            return;
        }

        var people = await signIns.RefreshAsync([.. viewers.Select(viewer => viewer.User!)], cancellationToken);
        foreach (var (viewer, person) in viewers.Zip(people))
        {
            if (person is null)
            {
                viewer.Drop();
            }

            // Until the connection is closed it may see nothing more.
            viewer.Person = person ?? new ClaimsPrincipal();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Console {Connection} took nothing for too long and was disconnected")]
    private partial void Dropped(string connection);

    [LoggerMessage(LogLevel.Warning, "Rights of connected people could not be read again")]
    private partial void NotRefreshed(Exception exception);
}
