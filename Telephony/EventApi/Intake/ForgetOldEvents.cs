using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Sources;
using Microsoft.Extensions.Options;
using Quartz;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>
/// Removes what is older than any sender retries, a piece at a time so that it never holds up the intake. Every host does it;
/// they take different rows.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class ForgetOldEvents(
    Db db, SourceCounts counts, IOptions<EventApiOptions> options, ILogger<ForgetOldEvents> logger) : IJob
{
    private const int Piece = 5_000;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var source in await db.ListAsync<string>(FindSources, null, cancellationToken))
        {
            // Only what was counted is forgotten.
            await counts.BringUpToDateAsync(source, cancellationToken);
        }

        int forgotten;
        do
        {
            await using var work = await db.BeginAsync(cancellationToken);
            forgotten = 0;
            foreach (var statement in Statements)
            {
                forgotten += await work.ExecuteAsync(statement, new { options.Value.KeepFor, Piece });
            }

            await work.CommitAsync();
            if (forgotten > 0)
            {
                Forgot(forgotten);
            }
        }
        while (forgotten >= Piece);
    }

    private const string FindSources = "select source from telephony.sources order by source limit 1000";

    private static readonly string[] Statements =
    [
        """
        delete from telephony.inbox
        where (source, id) in (
            select inbox.source, inbox.id
            from telephony.sources source
            cross join lateral (
                select source, id
                from telephony.inbox inbox
                where inbox.source = source.source
                    and inbox.received_at < now() - @KeepFor
                    and inbox.id <= source.counted_to
                    and not exists (
                        select from telephony.pending where pending.source = inbox.source and pending.id = inbox.id)
                order by id
                limit @Piece
                for update skip locked
            ) inbox
            limit @Piece)
        """,
        """
        delete from telephony.oddities
        where ctid in (
            select ctid from telephony.oddities where noted_at < now() - @KeepFor limit @Piece for update skip locked)
        """,
        """
        delete from telephony.quarantine
        where id in (
            select id from telephony.quarantine
            where received_at < now() - @KeepFor order by id limit @Piece for update skip locked)
        """,
        """
        delete from telephony.leg_names
        where ctid in (
            select ctid from telephony.leg_names where named_at < now() - @KeepFor limit @Piece for update skip locked)
        """,
        """
        delete from telephony.call_cursors
        where (source, call) in (
            select source, call from telephony.call_cursors
            where updated_at < now() - @KeepFor order by updated_at limit @Piece for update skip locked)
        """,
        """
        delete from telephony.commands
        where id in (
            select id from telephony.commands
            where written_at < now() - @KeepFor order by written_at limit @Piece for update skip locked)
        """,
    ];

    [LoggerMessage(LogLevel.Information, "Forgot {Count} rows of the event journal that no sender can repeat any more")]
    private partial void Forgot(int count);
}
