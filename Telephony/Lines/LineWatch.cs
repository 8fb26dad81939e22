using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Telephony.Lines;

/// <summary>Keeps this host's registry up to date with what any host wrote, and takes its counts to the database.</summary>
internal sealed partial class LineWatch(
    Db db, Bells bells, LineRegistry registry, UnknownNumbers unknown, ILogger<LineWatch> logger) : BackgroundService
{
    /// <summary>Rung everywhere when a line changed; a host that misses it looks by itself within a second.</summary>
    internal const string Bell = "telephony.lines";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await bells.WaitAsync(Bell, Interval, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await unknown.FlushAsync(db, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
        {
            // The database went first. The calls themselves keep what was dialled.
            DatabaseUnavailable(logger, exception);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await registry.RefreshAsync(cancellationToken);
            await unknown.FlushAsync(db, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            // Calls go on being routed by the last registry seen, and the counts wait.
            DatabaseUnavailable(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "The line registry cannot reach the database")]
    private static partial void DatabaseUnavailable(ILogger logger, Exception exception);
}
