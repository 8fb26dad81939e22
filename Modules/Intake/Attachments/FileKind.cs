using System.IO.Compression;
using System.Text;

namespace ContactCenter.Intake.Attachments;

/// <summary>A kind of file that an appeal may carry, told by its first bytes and not by what it is called.</summary>
internal sealed record FileKind(string[] Extensions, string MediaType, string Called, Func<byte[], bool> Begins)
{
    /// <summary>How much of a file is looked at.</summary>
    internal const int HeadLength = 4096;

    // Office files are zips, and a zip can be small and become huge.
    private const int MostEntries = 5000;
    private const long MostUnpacked = 200L * 1024 * 1024;
    private const int MostGrowth = 200;

    private static readonly FileKind[] All =
    [
        new([".jpg", ".jpeg"], "image/jpeg", "图片", head => Starts(head, 0xFF, 0xD8, 0xFF)),
        new([".png"], "image/png", "图片", head => Starts(head, 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A)),
        new([".gif"], "image/gif", "图片", head => Has(head, 0, "GIF87a") || Has(head, 0, "GIF89a")),
        new([".webp"], "image/webp", "图片", head => Has(head, 0, "RIFF") && Has(head, 8, "WEBP")),
        new([".heic"], "image/heic", "图片", head => Has(head, 4, "ftyphei") || Has(head, 4, "ftypmif1")),
        new([".pdf"], "application/pdf", "文档", head => Has(head, 0, "%PDF-")),
        new([".txt"], "text/plain", "文档", IsText),
        new([".docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "文档", IsZip),
        new([".xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "表格", IsZip),
        new([".mp3"], "audio/mpeg", "录音", head => Has(head, 0, "ID3") || (head.Length > 1 && head[0] is 0xFF && (head[1] & 0xE6) is 0xE2)),
        new([".wav"], "audio/wav", "录音", head => Has(head, 0, "RIFF") && Has(head, 8, "WAVE")),
        new([".amr"], "audio/amr", "录音", head => Has(head, 0, "#!AMR")),
        new([".m4a"], "audio/mp4", "录音", head => Has(head, 4, "ftyp")),
        new([".mp4"], "video/mp4", "视频", head => Has(head, 4, "ftyp")),
        new([".mov"], "video/quicktime", "视频", head => Has(head, 4, "ftypqt")),
    ];

    /// <summary>The extensions that are taken, for people.</summary>
    internal static string Known { get; } = string.Join(' ', All.SelectMany(kind => kind.Extensions));

    /// <summary>The kind of a file of this name, or null where it is none that is taken.</summary>
    internal static FileKind? OfName(string name) =>
        Array.Find(All, kind => kind.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));

    /// <summary>Why a file that begins rightly is not to be trusted, or null. Reads an office file's list of contents only.</summary>
    internal string? WhyNot(Stream file, long size)
    {
        if (Begins != IsZip)
        {
            return null;
        }

        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var folder = Extensions[0] is ".docx" ? "word/" : "xl/";
            return zip.Entries switch
            {
                { Count: > MostEntries } => "文件内条目过多。",
                var entries when entries.Sum(entry => (double)entry.Length) is var total && (total > MostUnpacked || total > (double)size * MostGrowth) =>
                    "文件解压后过大，疑似压缩炸弹。",
                var entries when entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) =>
                    "不接收含宏的文件。",
                var entries when !entries.Any(entry => entry.FullName is "[Content_Types].xml")
                    || !entries.Any(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal)) =>
                    "文件内容与扩展名不符。",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or IOException)
        {
            return "文件已损坏，无法读取。";
        }
    }

    private static bool IsZip(byte[] head) => Starts(head, 0x50, 0x4B, 0x03, 0x04);

    /// <summary>UTF-8 without control characters; a character cut in two at the end of the head is no fault.</summary>
    private static bool IsText(byte[] head)
    {
        try
        {
            var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
            var characters = new char[head.Length];
            var count = decoder.GetChars(head, characters, flush: head.Length < HeadLength);
            return !characters.Take(count).Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool Starts(byte[] head, params ReadOnlySpan<byte> magic) => head.AsSpan().StartsWith(magic);

    private static bool Has(byte[] head, int at, string magic) =>
        head.Length >= at + magic.Length && Encoding.ASCII.GetString(head, at, magic.Length) == magic;
}
