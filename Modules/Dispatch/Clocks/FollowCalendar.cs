using Npgsql;
using Quartz;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>Has open clocks follow a changed calendar, on every host, every second.</summary>
[DisallowConcurrentExecution]
internal sealed partial class FollowCalendar(Recomputation recomputation, ILogger<FollowCalendar> logger) : IJob
{
    internal static JobKey Key { get; } = new(nameof(FollowCalendar), "dispatch");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await recomputation.RunAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            // The next second's run goes on where this one stopped.
            CannotFollow(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Open deadlines cannot follow the calendar for now")]
    private partial void CannotFollow(Exception exception);
}
