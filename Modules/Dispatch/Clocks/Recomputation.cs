using System.Text.Json;
using ContactCenter.Contracts;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Platform;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>
/// Brings every open clock up to the newest calendar, in batches that several hosts may take side by side. A clock says which
/// version it follows, so that a host that dies on the way leaves nothing half done, and one that was started on another host a
/// moment before an amendment is found too.
/// </summary>
internal sealed class Recomputation(Db db, CalendarBook calendars)
{
    private const int Batch = 2000;

    private const string Take = $"""
        select {Clock.Columns}
        from dispatch.clocks
        where calendar_version < @version and state in ('running', 'paused')
        order by calendar_version
        limit @Batch
        for update skip locked
        """;

    // Who was told of a deadline that lies ahead again will be told when it comes.
    private const string Move = """
        update dispatch.clocks clock
        set due_at = moved.due_at, warn_at = moved.warn_at, provisional = moved.provisional, calendar_version = @version,
            warned_at = case when moved.warn_at > now() then null else clock.warned_at end,
            overdue_at = case when moved.due_at > now() then null else clock.overdue_at end
        from unnest(@ids, @dues, @warns, @provisional) as moved (id, due_at, warn_at, provisional)
        where clock.id = moved.id
        """;

    private const string Remember = """
        insert into dispatch.clock_history (clock_id, what, old_due, new_due, why)
        select id, 'calendar', old_due, new_due, (select summary from dispatch.calendar_changes where version = @version)
        from unnest(@ids, @old, @new) as moved (id, old_due, new_due)
        """;

    // Last in its transaction, because all hosts count in this row.
    private const string Count = """
        update dispatch.calendar_changes set looked_at = looked_at + @looked, moved = moved + @moved where version = @version
        """;

    private const string Unfinished = """
        select exists (select from dispatch.calendar_changes where finished_at is null and version <= @version)
        """;

    private const string Finish = """
        update dispatch.calendar_changes
        set finished_at = now()
        where finished_at is null and version <= @version
            and not exists (
                select from dispatch.clocks where calendar_version < @version and state in ('running', 'paused'))
        returning version, summary, looked_at as LookedAt, moved
        """;

    /// <summary>Looks at every open clock that follows an older calendar; answers how many.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var snapshot = calendars.Snapshot;
        var looked = 0;
        for (var taken = Batch; taken == Batch; looked += taken)
        {
            taken = await TakeAsync(snapshot, cancellationToken);
        }

        if (await db.FindAsync<bool>(Unfinished, new { snapshot.Version }, cancellationToken))
        {
            await FinishAsync(snapshot.Version, cancellationToken);
        }

        return looked;
    }

    private async Task<int> TakeAsync(CalendarSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var clocks = await work.ListAsync<Clock>(Take, new { snapshot.Version, Batch });
        if (clocks.Count == 0)
        {
            return 0;
        }

        var now = await ClockBook.NowAsync(work);
        var pauses = await ClockTable.PausesAsync(work, [.. clocks.Select(clock => clock.Id)]);
        var timed = clocks.Select(clock => (Clock: clock, Timing: TimingOf(clock, pauses[clock.Id], snapshot))).ToArray();
        await work.ExecuteAsync(Move, new
        {
            snapshot.Version,
            ids = Array.ConvertAll(timed, one => one.Clock.Id),
            dues = Array.ConvertAll(timed, one => one.Timing.DueAt),
            warns = Array.ConvertAll(timed, one => one.Timing.WarnAt),
            provisional = Array.ConvertAll(timed, one => one.Timing.Provisional),
        });

        var moved = Array.FindAll(timed, one => one.Timing.DueAt != one.Clock.DueAt);
        if (moved.Length > 0)
        {
            await work.ExecuteAsync(Remember, new
            {
                snapshot.Version,
                ids = Array.ConvertAll(moved, one => one.Clock.Id),
                old = Array.ConvertAll(moved, one => one.Clock.DueAt),
                @new = Array.ConvertAll(moved, one => one.Timing.DueAt),
            });
        }

        await work.RaiseAllAsync(
        [
            .. moved.Where(one => one.Clock.OverdueAt is not null && one.Timing.DueAt > now).Select(IEvent (one) =>
                new ClockOverdueWithdrawn(one.Clock.Id, one.Clock.OrderId, one.Clock.Kind, one.Clock.OrgId, one.Timing.DueAt)),
        ]);
        await work.ExecuteAsync(Count, new { snapshot.Version, looked = clocks.Count, moved = moved.Length });
        await work.CommitAsync();
        return clocks.Count;
    }

    private Timing TimingOf(Clock clock, IEnumerable<Pause> pauses, CalendarSnapshot snapshot) => Timing.Of(
        calendars.Of(snapshot, clock.OrgId), clock.StartedAt, [clock.Limit.Time, .. clock.Extensions.Select(one => one.Time)],
        [.. pauses], clock.NotAfter, clock.WarnBefore);

    private async Task FinishAsync(long version, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var now = await ClockBook.NowAsync(work);
        foreach (var change in await work.ListAsync<Finished>(Finish, new { version }))
        {
            if (change.LookedAt > 0)
            {
                await work.RaiseAsync(new ActDone(
                    new AuditRecord(
                        null, "calendar.recomputed", $"calendar:{change.Version}", change.Summary,
                        JsonSerializer.Serialize(new { change.LookedAt, change.Moved }, Json.Options)),
                    now));
            }
        }

        await work.CommitAsync();
    }

    private sealed record Finished(long Version, string Summary, long LookedAt, long Moved);
}
