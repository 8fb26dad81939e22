using System.Security.Cryptography;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.Extensions.Options;

namespace ContactCenter.Intake.Attachments;

/// <summary>
/// Keeps files in a folder under the hash of their content. A file is written beside, looked at, and only then moved to its
/// place, so that what stands there is whole and was looked at.
/// </summary>
internal sealed class AttachmentStore(Db db, IPersonalData personal, IVirusScan scan, IOptions<IntakeOptions> options)
{
    private const int PieceLength = 81_920;

    private static readonly FileStreamOptions Writing = new()
    {
        Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    };

    /// <summary>Takes a file in, or says why not.</summary>
    internal async Task<(Guid? Id, Refusal? Refusal)> TakeInAsync(Upload upload, Stream body, CancellationToken cancellationToken)
    {
        if (FileKind.OfName(upload.Name) is not { } kind)
        {
            return (null, new Refusal("file-type", $"不接收这类文件，可上传：{FileKind.Known}。"));
        }

        if (await db.FindAsync<int>(Count, upload, cancellationToken) >= options.Value.MostAttachments)
        {
            return (null, new Refusal("too-many-files", $"每件诉求最多 {options.Value.MostAttachments} 个附件。"));
        }

        var incoming = Path.Combine(options.Value.AttachmentFolder, "incoming");
        Directory.CreateDirectory(incoming);
        var path = Path.Combine(incoming, Guid.CreateVersion7().ToString("n"));
        try
        {
            var (written, refusal) = await WriteAsync(path, kind, body, cancellationToken);
            return written is null ? (null, refusal) : (await KeepAsync(path, upload, kind, written, cancellationToken), null);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Opens the content with this hash, or null where it is gone.</summary>
    internal FileStream? Open(string sha256)
    {
        var path = PathOf(sha256);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    internal string NameOf(string token) => personal.Open(new Sealed(token));

    internal string PathOf(string sha256) => Path.Combine(options.Value.AttachmentFolder, sha256[..2], sha256);

    private async Task<(Written? Written, Refusal? Refusal)> WriteAsync(
        string path, FileKind kind, Stream body, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, Writing);
        var piece = new byte[PieceLength];
        int read;
        while ((read = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (file.Length + read > options.Value.LargestAttachmentBytes)
            {
                return (null, new Refusal("file-too-large", $"附件不能超过 {options.Value.LargestAttachmentBytes / (1024 * 1024)} MB。"));
            }

            hash.AppendData(piece.AsSpan(0, read));
            await file.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        if (file.Length is 0)
        {
            return (null, new Refusal("file-empty", "附件是空的，请重新选择文件。"));
        }

        file.Position = 0;
        var head = new byte[Math.Min(FileKind.HeadLength, file.Length)];
        await file.ReadExactlyAsync(head, cancellationToken);
        if (!kind.Begins(head))
        {
            return (null, new Refusal("file-content", "文件内容与扩展名不符，请上传原始文件。"));
        }

        file.Position = 0;
        if (kind.WhyNot(file, file.Length) is { } sentence)
        {
            return (null, new Refusal("file-content", sentence));
        }

        file.Position = 0;
        return await scan.ScanAsync(file, cancellationToken) switch
        {
            Scan.Infected => (null, new Refusal("file-infected", "文件带有病毒，已拒收。")),
            Scan.Unavailable => (null, new Refusal("scan-unavailable", "病毒扫描暂不可用，请稍后再上传。")),
            var found => (new Written(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length, found), null),
        };
    }

    private async Task<Guid> KeepAsync(
        string path, Upload upload, FileKind kind, Written written, CancellationToken cancellationToken)
    {
        var place = PathOf(written.Sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);

        // The same content may be there already; it is the same, and its age is renewed so that no sweep takes it meanwhile.
        File.Move(path, place, overwrite: true);
        var id = Guid.CreateVersion7();
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Insert, new
        {
            id,
            upload.Appeal,
            upload.Draft,
            NameSealed = personal.Seal(PersonalKind.Name, upload.Name).Token,
            NameMasked = kind.Called + kind.Extensions[0],
            kind.MediaType,
            written.Size,
            written.Sha256,
            Scan = written.Scan.Word(),
            By = upload.By?.Value,
            upload.Channel,
        });
        await work.CommitAsync();
        return id;
    }

    private sealed record Written(string Sha256, long Size, Scan Scan);

    private const string Count = """
        select count(*)::int from intake.attachments where appeal_id = @Appeal or (draft_id = @Draft and appeal_id is null)
        """;

    private const string Insert = """
        insert into intake.attachments
            (id, appeal_id, draft_id, name_sealed, name_masked, media_type, size_bytes, sha256, scan, uploaded_by, channel)
        values (@id, @Appeal, @Draft, @NameSealed, @NameMasked, @MediaType, @Size, @Sha256, @Scan, @By, @Channel)
        """;
}

/// <summary>A file on its way in.</summary>
/// <param name="Name">What it is called where it comes from.</param>
/// <param name="Channel">The channel it comes over.</param>
internal sealed record Upload(string Name, string Channel)
{
    public Guid? Appeal { get; init; }

    public Guid? Draft { get; init; }

    public AccountId? By { get; init; }
}
