using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>The working calendars as this host last read them, at most a second old.</summary>
internal sealed partial class CalendarBook(Db db, Bells bells, OrganisationBook organisations, ILogger<CalendarBook> logger)
    : BackgroundService
{
    /// <summary>Rung everywhere when a calendar changed.</summary>
    internal const string Bell = "dispatch.calendars";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile CalendarSnapshot snapshot = new(-1, [], []);

    /// <summary>The newest version this host has seen.</summary>
    internal CalendarSnapshot Snapshot => snapshot;

    /// <summary>The calendar of an organisation, or the city's, and the version it is of.</summary>
    internal async ValueTask<(WorkingCalendar Calendar, long Version)> OfAsync(
        OrganisationId? organisation, CancellationToken cancellationToken)
    {
        if (snapshot.Version < 0)
        {
            await RefreshAsync(cancellationToken);
        }

        var seen = snapshot;
        return (Of(seen, organisation), seen.Version);
    }

    /// <summary>The calendar of an organisation in a version, with what those above it arrange; the city's where none is given.</summary>
    internal WorkingCalendar Of(CalendarSnapshot seen, OrganisationId? organisation) =>
        seen.Of(organisation is { } unit ? [.. organisations.Today.AncestorsOf(unit)] : []);

    /// <summary>Brings this host's memory up to date where the database is ahead of it.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var written = await CalendarTable.NewestAsync(db, cancellationToken);
        if (written != snapshot.Version)
        {
            snapshot = await CalendarTable.ReadAsync(db, written, cancellationToken);
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

    [LoggerMessage(LogLevel.Warning, "Cannot read the calendars; going on with the last ones")]
    private partial void CannotRead(Exception exception);
}
