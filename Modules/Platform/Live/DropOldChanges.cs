using ContactCenter.Platform.Database;
using Microsoft.Extensions.Logging;
using Quartz;

namespace ContactCenter.Platform.Live;

/// <summary>Deletes changes that every host has long seen, but for the newest, by which hosts know the log again. Any host does it; two at once share the rows.</summary>
internal sealed partial class DropOldChanges(Db db, ILogger<DropOldChanges> logger) : IJob
{
    private const int AtOnce = 10_000;

    private const string Delete = """
        delete from platform.changes
        where id in (
            select id
            from platform.changes
            where written_at < now() - interval '1 hour'
              and id < (select max(id) from platform.changes)
            order by id
            limit @AtOnce
            for update skip locked)
        """;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var total = 0;
        int deleted;
        do
        {
            await using var work = await db.BeginAsync(cancellationToken);
            deleted = await work.ExecuteAsync(Delete, new { AtOnce });
            await work.CommitAsync();
            total += deleted;
        }
        while (deleted == AtOnce);

        if (total > 0)
        {
            Deleted(total);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Deleted {Count} old rows of the change log")]
    private partial void Deleted(int count);
}
