using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>Matches again where <see cref="LookAgain"/> asks for it.</summary>
internal sealed partial class MatchAgain(LookAgain again, TurnRunner turns, TimeProvider clock, ILogger<MatchAgain> logger)
    : BackgroundService
{
    // A transaction takes a few milliseconds; one that hangs must not make every host ask a hundred times a second.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(320);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Shortest;
        while (true)
        {
            var asked = clock.GetTimestamp();
            var queues = await again.TakeAsync(stoppingToken);
            pause = clock.GetElapsedTime(asked) > pause ? Shortest : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks));
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                await turns.MatchAsync(queues, "matcher", stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotMatch(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was locked cannot be looked at again now; the sweep will")]
    private partial void CannotMatch(Exception exception);
}
