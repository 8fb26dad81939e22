using Npgsql;
using Quartz;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>Sweeps the clocks on every host, every second.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SweepClocks(ClockSweep sweep, ILogger<SweepClocks> logger) : IJob
{
    internal static JobKey Key { get; } = new(nameof(SweepClocks), "dispatch");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            // The next second's run finds the same rows.
            CannotSweep(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Deadlines cannot be swept for now")]
    private partial void CannotSweep(Exception exception);
}
