using ContactCenter.Platform.Database;
using Quartz;

namespace ContactCenter.Access.Sessions;

/// <summary>
/// Drops what no sign-in needs any more. A session counts for thirty days at most, however often its cookie is renewed.
/// </summary>
internal sealed class ForgetOldSignIns(Db db) : IJob
{
    internal static JobKey Key { get; } = new(nameof(ForgetOldSignIns), "access");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(DeleteFailures);
        await work.ExecuteAsync(DeleteSessions);
        await work.ExecuteAsync(DeleteKeys);
        await work.CommitAsync();
    }

    // The longest lock is half an hour by default and 32 hours at most; a day after the last failure it means nothing.
    private const string DeleteFailures = """
        delete from access.failed_sign_ins
        where failed_at < now() - interval '1 day' and (locked_until is null or locked_until < now())
        """;

    private const string DeleteSessions = """
        delete from access.sessions where started_at < now() - interval '30 days'
        """;

    private const string DeleteKeys = """
        delete from access.signing_keys where retires_at < now() - interval '1 day'
        """;
}
