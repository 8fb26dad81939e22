using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>
/// The deadlines of work orders. Everything happens in the caller's transaction; a clock is named by its order, kind and unit, of
/// which one at most is open. Moments should be the database's (<see cref="NowAsync"/>), because hosts must agree on them.
/// </summary>
internal sealed class ClockBook(CalendarBook calendars, Db db)
{
    private const string Now = "select now()";

    private const string Stop = """
        update dispatch.clocks
        set state = case when @at < due_at then 'met' else 'missed' end, stopped_at = @at, paused_at = null,
            overdue_at = case when @at < due_at then null else overdue_at end
        where id = @Id
        """;

    private const string Cancel = """
        update dispatch.clocks set state = 'cancelled', stopped_at = now(), paused_at = null
        where order_id = @order and state in ('running', 'paused')
        """;

    private const string CancelOne = "update dispatch.clocks set state = 'cancelled', stopped_at = now(), paused_at = null where id = @Id";

    private const string Pause = "update dispatch.clocks set state = 'paused', paused_at = @at where id = @Id";

    private const string InsertPause = """
        insert into dispatch.clock_pauses (clock_id, started_at, why) values (@Id, @at, @why)
        """;

    private const string EndPause = """
        update dispatch.clock_pauses set ended_at = greatest(@at, started_at) where clock_id = @Id and ended_at is null
        """;

    private const string Resume = "update dispatch.clocks set state = 'running', paused_at = null where id = @Id";

    /// <summary>The moment of the transaction by the database's clock.</summary>
    internal static Task<DateTimeOffset> NowAsync(Work work) => work.FindAsync<DateTimeOffset>(Now);

    /// <summary>
    /// Starts a clock and answers when it is due. One that is open already goes on as it is, so that a repeated message starts
    /// nothing twice.
    /// </summary>
    /// <param name="work">The transaction.</param>
    /// <param name="order">The order.</param>
    /// <param name="kind">What is measured.</param>
    /// <param name="organisation">Whose clock it is: its calendar counts. Null for the city's calendar.</param>
    /// <param name="limit">How long.</param>
    /// <param name="from">When it begins; a limit in days counts from the next day.</param>
    /// <param name="notAfter">Due then at the latest, whatever the limit says.</param>
    /// <param name="warnBefore">How long before the deadline to warn; where it does not fit, when a quarter is left.</param>
    internal async Task<Deadline> StartAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, Limit limit, DateTimeOffset from,
        DateTimeOffset? notAfter = null, Limit? warnBefore = null)
    {
        var (timing, version) = await TimeAsync(work, organisation, from, [limit], [], notAfter, warnBefore?.Time);
        var started = await ClockTable.InsertAsync(
            work, Guid.CreateVersion7(), order, kind, organisation, limit, from, notAfter, warnBefore, timing, version);
        return started == 0 && await ClockTable.LockOpenAsync(work, order, kind, organisation) is { } open
            ? new Deadline(open.DueAt, open.Provisional)
            : new Deadline(timing.DueAt, timing.Provisional);
    }

    /// <summary>
    /// Stops a clock: met where the moment is before the deadline, missed at the deadline itself and after. Null where none is open.
    /// </summary>
    internal async Task<ClockState?> StopAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, DateTimeOffset at)
    {
        if (await ClockTable.LockOpenAsync(work, order, kind, organisation) is not { } clock)
        {
            return null;
        }

        if (clock.State is ClockState.Paused)
        {
            clock = await EndPauseAsync(work, clock, at);
        }

        await work.ExecuteAsync(Stop, new { clock.Id, at = at.ToUniversalTime() });
        var state = at < clock.DueAt ? ClockState.Met : ClockState.Missed;
        if (state is ClockState.Met)
        {
            await WithdrawAsync(work, clock, clock.DueAt);
        }

        return state;
    }

    /// <summary>Adds to the limit of an open clock, from its deadline on; null where none is open.</summary>
    internal async Task<Deadline?> ExtendAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, Limit by) =>
        await ClockTable.LockOpenAsync(work, order, kind, organisation) is { } clock
            ? await MoveAsync(work, clock, clock.Limit, [.. clock.Extensions, by], "extended", by.Source)
            : null;

    /// <summary>
    /// Gives an open clock another limit, counted from its own beginning: what has passed and every pause stay with it. Null
    /// where none is open.
    /// </summary>
    internal async Task<Deadline?> ChangeAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, Limit limit, string why) =>
        await ClockTable.LockOpenAsync(work, order, kind, organisation) is { } clock
            ? await MoveAsync(work, clock, limit, clock.Extensions, "changed", why)
            : null;

    /// <summary>
    /// Lets a clock of working time stand still, e.g. while the citizen's material is awaited. False where none runs, and for a
    /// natural one, which nothing stops.
    /// </summary>
    internal static async Task<bool> PauseAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, DateTimeOffset at, string why)
    {
        if (await ClockTable.LockOpenAsync(work, order, kind, organisation) is not { State: ClockState.Running } clock
            || clock.Limit.Time.IsNatural)
        {
            return false;
        }

        await work.ExecuteAsync(Pause, new { clock.Id, at = at.ToUniversalTime() });
        await work.ExecuteAsync(InsertPause, new { clock.Id, at = at.ToUniversalTime(), why });
        return true;
    }

    /// <summary>Lets a clock go on; answers its deadline, which has moved by as much working time as it stood. Null where none stands.</summary>
    internal async Task<Deadline?> ResumeAsync(
        Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation, DateTimeOffset at)
    {
        if (await ClockTable.LockOpenAsync(work, order, kind, organisation) is not { State: ClockState.Paused } clock)
        {
            return null;
        }

        clock = await EndPauseAsync(work, clock, at);
        return new Deadline(clock.DueAt, clock.Provisional);
    }

    /// <summary>Ends one clock without a verdict; false where none is open.</summary>
    internal static async Task<bool> CancelAsync(Work work, WorkOrderId order, ClockKind kind, OrganisationId? organisation) =>
        await ClockTable.LockOpenAsync(work, order, kind, organisation) is { } clock
            && await work.ExecuteAsync(CancelOne, new { clock.Id }) > 0;

    /// <summary>Ends every open clock of an order without a verdict; answers how many.</summary>
    internal static Task<int> CancelAllAsync(Work work, WorkOrderId order) => work.ExecuteAsync(Cancel, new { order });

    /// <summary>Every clock an order has had, in the order they began.</summary>
    internal Task<IReadOnlyList<Clock>> ListAsync(WorkOrderId order, CancellationToken cancellationToken) =>
        ClockTable.ListAsync(db, order, cancellationToken);

    private async Task<Clock> EndPauseAsync(Work work, Clock clock, DateTimeOffset at)
    {
        await work.ExecuteAsync(EndPause, new { clock.Id, at = at.ToUniversalTime() });
        await work.ExecuteAsync(Resume, new { clock.Id });
        await MoveAsync(work, clock, clock.Limit, clock.Extensions, "resumed", null);
        return (await ClockTable.LockOpenAsync(work, clock.OrderId, clock.Kind, clock.OrgId))!;
    }

    private async Task<Deadline> MoveAsync(
        Work work, Clock clock, Limit limit, IReadOnlyList<Limit> extensions, string what, string? why)
    {
        var pauses = await ClockTable.PausesAsync(work, [clock.Id]);
        var (timing, version) = await TimeAsync(
            work, clock.OrgId, clock.StartedAt, [limit, .. extensions], [.. pauses[clock.Id]], clock.NotAfter, clock.WarnBefore);
        await ClockTable.MoveAsync(work, clock, limit, extensions, timing, version, what, why);
        if (timing.DueAt > await NowAsync(work))
        {
            await WithdrawAsync(work, clock, timing.DueAt);
        }

        return new Deadline(timing.DueAt, timing.Provisional);
    }

    private async Task<(Timing Timing, long? Version)> TimeAsync(
        Work work, OrganisationId? organisation, DateTimeOffset from, IReadOnlyList<Limit> limits, IReadOnlyList<Pause> pauses,
        DateTimeOffset? notAfter, TimeLimit? warnBefore)
    {
        var (calendar, version) = await calendars.OfAsync(organisation, work.CancellationToken);
        TimeLimit[] times = [.. limits.Select(limit => limit.Time)];
        return (Timing.Of(calendar, from, times, pauses, notAfter, warnBefore), Timing.FollowsCalendar(times) ? version : null);
    }

    private static async Task WithdrawAsync(Work work, Clock clock, DateTimeOffset dueAt)
    {
        if (clock.OverdueAt is not null)
        {
            await work.RaiseAsync(new ClockOverdueWithdrawn(clock.Id, clock.OrderId, clock.Kind, clock.OrgId, dueAt));
        }
    }
}
