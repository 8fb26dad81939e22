using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Dispatch.Policies;

/// <summary>
/// The time limits as this host last read them: every version, at most a second old. An order asks once, when its clocks start;
/// a later change of a policy leaves running clocks alone.
/// </summary>
internal sealed partial class PolicyBook(Db db, Bells bells, ILogger<PolicyBook> logger) : BackgroundService
{
    /// <summary>Rung everywhere when a policy changed.</summary>
    internal const string Bell = "dispatch.time-policies";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyList<Policy> versions = [];
    private long newest = -1;

    /// <summary>Every version of every policy, in the order they were written.</summary>
    internal IReadOnlyList<Policy> Versions => versions;

    /// <summary>The limits of an order of this kind, with the policy that each comes from.</summary>
    /// <param name="type">诉求类型.</param>
    /// <param name="urgency">紧急程度.</param>
    /// <param name="line">The old number it came in by, or null.</param>
    /// <param name="unit">The handling unit, or null while there is none.</param>
    /// <param name="complex">Whether somebody judged it complex (复杂事项).</param>
    /// <param name="at">The moment whose policies count.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<Limits> ForAsync(
        AppealType type, Urgency urgency, string? line, OrganisationId? unit, bool complex, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        if (newest < 0)
        {
            await RefreshAsync(cancellationToken);
        }

        return PolicyResolution.Of(
            PolicyResolution.InForce(versions, at), new Policy.Facts(type, urgency, line, unit, complex));
    }

    /// <summary>Brings this host's memory up to date where the database is ahead of it.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var written = await PolicyTable.NewestAsync(db, cancellationToken);
        if (written != newest)
        {
            versions = await PolicyTable.ListAsync(db, cancellationToken);
            newest = written;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bells.WaitAsync(Bell, Interval, stoppingToken);
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                CannotRead(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot read the time policies; going on with the last ones")]
    private partial void CannotRead(Exception exception);
}
