using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using Quartz;

namespace ContactCenter.Dispatch.Review;

/// <summary>Archives what has been settled for a while and has nothing open any more; score appeals have had their time by then.</summary>
internal sealed class ArchiveSettled(Db db, OrderTurns turns) : IJob
{
    internal static JobKey Key { get; } = new(nameof(ArchiveSettled), "dispatch");

    // In small pieces: each holds its rows for a moment, and hosts share the work by skipping what another one has.
    private const string SelectNext = """
        select id
        from dispatch.orders o
        where state in ('closed', 'merged', 'withdrawn', 'transferred', 'out_of_scope')
          and settled_at < now() - interval '35 days'
          and not exists (select from dispatch.matters m where m.order_id = o.id and m.state = 'open')
        order by settled_at
        limit 50
        for update skip locked
        """;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        int archived;
        do
        {
            await using var work = await db.BeginAsync(cancellationToken);
            var orders = await work.ListAsync<Guid>(SelectNext);
            archived = 0;
            foreach (var id in orders)
            {
                archived += await turns.RunSystemAsync(work, new WorkOrderId(id), Act.Archive, ArchiveOrder.Apply) is null ? 0 : 1;
            }

            await work.CommitAsync();
        }
        while (archived > 0);
    }
}
