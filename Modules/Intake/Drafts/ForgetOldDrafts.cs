using ContactCenter.Platform.Database;
using Quartz;

namespace ContactCenter.Intake.Drafts;

/// <summary>Drops forms that nobody went on with for a week: they hold personal data of people who have no appeal.</summary>
internal sealed class ForgetOldDrafts(Db db) : IJob
{
    internal static JobKey Key { get; } = new(nameof(ForgetOldDrafts), "intake");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Delete);
        await work.ExecuteAsync(DeleteFiles);
        await work.CommitAsync();
    }

    private const string Delete = "delete from intake.drafts where saved_at < now() - interval '7 days'";

    // Their content stays until no row names it any more; see the attachments' own sweep.
    private const string DeleteFiles = """
        delete from intake.attachments where appeal_id is null and uploaded_at < now() - interval '7 days'
        """;
}
