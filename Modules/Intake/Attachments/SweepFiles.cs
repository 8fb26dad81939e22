using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;
using Quartz;

namespace ContactCenter.Intake.Attachments;

/// <summary>
/// Removes content that no appeal and no form names any more, a day after it was last written: an upload writes the content
/// first and its row a moment later.
/// </summary>
internal sealed class SweepFiles(Db db, AttachmentStore store, IOptions<IntakeOptions> options, TimeProvider clock) : IJob
{
    internal static JobKey Key { get; } = new(nameof(SweepFiles), "intake");

    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(options.Value.AttachmentFolder);
        if (!folder.Exists)
        {
            return;
        }

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (clock.GetUtcNow() - file.LastWriteTimeUtc > Young
                && (file.Name.Length is not 64 || Path.GetFullPath(store.PathOf(file.Name)) != file.FullName
                    || await db.FindAsync<int>(Count, new { Sha256 = file.Name }, cancellationToken) is 0))
            {
                file.Delete();
            }
        }
    }

    private const string Count = "select count(*)::int from intake.attachments where sha256 = @Sha256";
}
