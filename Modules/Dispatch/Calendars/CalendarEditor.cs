using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Npgsql;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>
/// Adds to the calendar on behalf of a person, with the audit in the same transaction; every host is told afterwards, and open
/// deadlines follow.
/// </summary>
internal sealed class CalendarEditor(Db db, CalendarBook book, Bells bells)
{
    /// <summary>Adds a notice; null where the organisation, or the city, has one of this number.</summary>
    internal async Task<long?> AddAsync(HolidayNotice notice, CalendarTable.Change change, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(
                "calendar.notice-added", change, work => CalendarTable.AddAsync(work, notice, change), cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>Adds office hours.</summary>
    internal Task<long> AddAsync(OfficeHours hours, CalendarTable.Change change, CancellationToken cancellationToken) =>
        WriteAsync("calendar.hours-set", change, work => CalendarTable.AddAsync(work, hours, change), cancellationToken);

    private async Task<long> WriteAsync(
        string act, CalendarTable.Change change, Func<Work, Task<long>> write, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await CalendarTable.LockAsync(work);
        var version = await write(work);
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                change.By, act, $"calendar:{version}", change.Why,
                JsonSerializer.Serialize(new { change.Summary, change.Organisation }, Json.Options)),
            change.At));
        await work.CommitAsync();
        bells.Ring(CalendarBook.Bell, everywhere: true);
        try
        {
            // Whoever changed it sees deadlines by it from now on; other hosts follow within a second.
            await book.RefreshAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It is written; this host follows as the others do.
        }

        return version;
    }
}
