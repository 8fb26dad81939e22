using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Platform.Live;

/// <summary>Tells the modules who sits at a console: beats are gathered and told once a second.</summary>
internal sealed partial class Presence(IEnumerable<IPresence> modules, TimeProvider clock, ILogger<Presence> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly IPresence[] modules = [.. modules];
    private readonly ConcurrentDictionary<OpenConsole, bool> beats = new();

    internal void Beat(Viewer viewer)
    {
        if (Present(viewer) is { } console)
        {
            beats[console] = true;
        }
    }

    internal async Task ConnectedAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (Present(viewer) is { } console)
        {
            foreach (var module in modules)
            {
                await module.ConnectedAsync(console, cancellationToken);
            }
        }
    }

    internal async Task DisconnectedAsync(Viewer viewer)
    {
        if (Present(viewer) is { } console)
        {
            beats.TryRemove(console, out _);
            foreach (var module in modules)
            {
                // The connection's own token has ended already, and this must be told all the same.
                await TellAsync(token => module.DisconnectedAsync(console, token), CancellationToken.None);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            OpenConsole[] there = [.. beats.Keys.Where(console => beats.TryRemove(console, out _))];
            if (there.Length > 0)
            {
                foreach (var module in modules)
                {
                    await TellAsync(token => module.BeatAsync(there, token), stoppingToken);
                }
            }
        }
    }

    private static OpenConsole? Present(Viewer viewer) => viewer is { Superseded: false, User: { } user, Kind: { } kind }
        ? new OpenConsole(viewer.Id, user, kind)
        : null;

    private async Task TellAsync(Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        try
        {
            await tell(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next beat comes in 5 s, and a lease lasts three of them.
            NotTold(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A module could not be told who sits at a console")]
    private partial void NotTold(Exception exception);
}
