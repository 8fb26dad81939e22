using ContactCenter.Contracts;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>
/// Finds the clocks that are to be warned of or are overdue, and tells of each once: the mark on the row and the announcement
/// are one transaction, rows that another host is at are passed over, and only the database's clock counts. So nothing depends
/// on when, how often or on how many hosts it runs.
/// </summary>
internal sealed class ClockSweep(Db db)
{
    private const int Batch = 1000;

    private const string TakeToWarn = """
        with found as (
            select id from dispatch.clocks
            where state = 'running' and warned_at is null and warn_at is not null and warn_at <= now()
            order by warn_at
            limit @Batch
            for update skip locked)
        update dispatch.clocks clock
        set warned_at = now()
        from found
        where clock.id = found.id
        returning clock.id, clock.order_id as OrderId, clock.kind, clock.org_id as OrgId, clock.due_at as DueAt
        """;

    // The warning comes first, even where no host was up when it should have come.
    private const string TakeOverdue = """
        with found as (
            select id from dispatch.clocks
            where state = 'running' and overdue_at is null and due_at <= now() and (warn_at is null or warned_at is not null)
            order by due_at
            limit @Batch
            for update skip locked)
        update dispatch.clocks clock
        set overdue_at = now()
        from found
        where clock.id = found.id
        returning clock.id, clock.order_id as OrderId, clock.kind, clock.org_id as OrgId, clock.due_at as DueAt
        """;

    /// <summary>Tells of everything that is to be told now; answers how much that was.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await TellAsync(TakeToWarn, row => new ClockWarned(row.Id, row.OrderId, row.Read, row.OrgId, row.DueAt), cancellationToken)
        + await TellAsync(TakeOverdue, row => new ClockOverdue(row.Id, row.OrderId, row.Read, row.OrgId, row.DueAt), cancellationToken);

    private async Task<int> TellAsync(string take, Func<Row, IEvent> tell, CancellationToken cancellationToken)
    {
        var told = 0;
        for (var full = true; full;)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            var rows = await work.ListAsync<Row>(take, new { Batch });
            await work.RaiseAllAsync([.. rows.Select(tell)]);
            await work.CommitAsync();
            told += rows.Count;
            full = rows.Count == Batch;
        }

        return told;
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public WorkOrderId OrderId { get; init; }

        public string Kind { get; init; } = "";

        public OrganisationId? OrgId { get; init; }

        public DateTimeOffset DueAt { get; init; }

        internal ClockKind Read => Spelling.Read<ClockKind>(Kind);
    }
}
