using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>The statements on single clocks.</summary>
internal static class ClockTable
{
    private const string Insert = """
        insert into dispatch.clocks (id, order_id, kind, org_id, amount, unit, source, warn_amount, warn_unit, started_at, not_after,
            due_at, warn_at, provisional, calendar_version)
        values (@id, @order, @kind, @organisation, @Amount, @unit, @Source, @warnAmount, @warnUnit, @from, @notAfter,
            @DueAt, @WarnAt, @Provisional, @version)
        on conflict (order_id, kind, org_id) where state in ('running', 'paused') do nothing
        """;

    // The organisation may be null, which only "is not distinct from" finds.
    private const string SelectOpen = $"""
        select {Clock.Columns}
        from dispatch.clocks
        where order_id = @order and kind = @kind and org_id is not distinct from @organisation::uuid
            and state in ('running', 'paused')
        for update
        """;

    private const string SelectOfOrder = $"""
        select {Clock.Columns}
        from dispatch.clocks
        where order_id = @order
        order by started_at, id
        limit 1000
        """;

    private const string SelectPauses = """
        select clock_id, started_at, ended_at
        from dispatch.clock_pauses
        where clock_id = any(@clocks) and ended_at is not null
        order by clock_id, started_at
        """;

    // Who was told of a deadline that lies ahead again will be told when it comes.
    private const string Move = """
        update dispatch.clocks
        set amount = @Amount, unit = @unit, source = @Source, extensions = @extensions::jsonb, due_at = @DueAt, warn_at = @WarnAt,
            provisional = @Provisional, calendar_version = @version,
            warned_at = case when @WarnAt > now() then null else warned_at end,
            overdue_at = case when @DueAt > now() then null else overdue_at end
        where id = @id
        """;

    private const string InsertHistory = """
        insert into dispatch.clock_history (clock_id, what, old_due, new_due, why) values (@clock, @what, @oldDue, @newDue, @why)
        """;

    internal static Task<int> InsertAsync(
        Work work, Guid id, WorkOrderId order, ClockKind kind, OrganisationId? organisation, Limit limit, DateTimeOffset from,
        DateTimeOffset? notAfter, Limit? warnBefore, Timing timing, long? version) => work.ExecuteAsync(Insert, new
        {
            id,
            order,
            kind = Spelling.Of(kind),
            organisation,
            limit.Amount,
            unit = Spelling.Of(limit.Unit),
            limit.Source,
            warnAmount = warnBefore?.Amount,
            warnUnit = Spelling.Of(warnBefore?.Unit),
            from = from.ToUniversalTime(),
            notAfter = notAfter?.ToUniversalTime(),
            timing.DueAt,
            timing.WarnAt,
            timing.Provisional,
            version,
        });

    internal static Task<Clock?> LockOpenAsync(Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation) =>
        work.FindAsync<Clock>(SelectOpen, new { order, kind = Spelling.Of(kind), organisation });

    internal static Task<IReadOnlyList<Clock>> ListAsync(Db db, WorkOrderId order, CancellationToken cancellationToken) =>
        db.ListAsync<Clock>(SelectOfOrder, new { order }, cancellationToken);

    internal static async Task<ILookup<Guid, Pause>> PausesAsync(Work work, Guid[] clocks) =>
        (await work.ListAsync<PauseRow>(SelectPauses, new { clocks }))
            .ToLookup(row => row.ClockId, row => new Pause(row.StartedAt, row.EndedAt));

    internal static async Task MoveAsync(
        Work work, Clock clock, Limit limit, IReadOnlyList<Limit> extensions, Timing timing, long? version, string what, string? why)
    {
        await work.ExecuteAsync(Move, new
        {
            clock.Id,
            limit.Amount,
            unit = Spelling.Of(limit.Unit),
            limit.Source,
            extensions = extensions.Count > 0 ? JsonSerializer.Serialize(extensions, Json.Options) : null,
            timing.DueAt,
            timing.WarnAt,
            timing.Provisional,
            version,
        });
        await RememberAsync(work, clock.Id, what, clock.DueAt, timing.DueAt, why);
    }

    internal static Task RememberAsync(
        Work work, Guid clock, string what, DateTimeOffset? oldDue, DateTimeOffset? newDue, string? why) =>
        work.ExecuteAsync(InsertHistory, new { clock, what, oldDue, newDue, why });

    private sealed record PauseRow(Guid ClockId, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
}
