using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>
/// Notices within a second when a PBX falls silent for three heartbeats, and when it speaks again, and tells the Calls module.
/// Every host watches; the database's clock decides, and what was told stands in a row, so that no change is lost with a host.
/// </summary>
internal sealed partial class SourceWatch(
    Db db, HeardSources heard, ICallSignals signals, TimeProvider clock, IOptions<EventApiOptions> options,
    ILogger<SourceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await NoteHeardAsync(stoppingToken);
                while (await TellNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotWatch(exception);
            }

            await Task.Delay(Every, clock, stoppingToken);
        }
    }

    private async Task NoteHeardAsync(CancellationToken cancellationToken)
    {
        var sources = heard.TakeAll();
        if (sources.Count > 0)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            await work.ExecuteAsync(NoteHeard, new { Sources = sources.Order(StringComparer.Ordinal).ToArray() });
            await work.CommitAsync();
        }
    }

    private async Task<bool> TellNextAsync(CancellationToken cancellationToken)
    {
        // The row stays locked while the Calls module is told, so that two hosts cannot tell two states in the wrong order.
        await using var work = await db.BeginAsync(cancellationToken);
        var changed = await work.FindAsync<Changed>(FindChanged, new { options.Value.SilentFor });
        if (changed is null)
        {
            return false;
        }

        await signals.SetSourceStateAsync(
            changed.Source, changed.State is "up" ? SourceState.Up : SourceState.Suspect, cancellationToken);
        await work.ExecuteAsync(NoteTold, changed);
        await work.CommitAsync();
        Told(changed.Source, changed.State);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Source} is {State} now")]
    private partial void Told(string source, string state);

    [LoggerMessage(LogLevel.Error, "Sources cannot be watched because the database cannot be reached")]
    private partial void CannotWatch(Exception exception);

    private sealed record Changed(string Source, string State);

    private const string NoteHeard = """
        update telephony.sources
        set last_heard_at = now()
        where source in (
            select source from telephony.sources where source = any (@Sources) order by source for update)
        """;

    private const string FindChanged = """
        select source, state as State
        from (
            select source, told_state,
                case when disabled_at is null and last_heard_at >= now() - @SilentFor then 'up' else 'suspect' end as state
            from telephony.sources
        ) watched
        where told_state is distinct from state
            and source = (
                select locked.source
                from telephony.sources locked
                where locked.source = watched.source
                for update skip locked)
        limit 1
        """;

    private const string NoteTold = """
        update telephony.sources set told_state = @State where source = @Source
        """;
}
