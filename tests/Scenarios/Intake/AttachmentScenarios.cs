using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Files come in by their content, are kept outside the database, and go out to who may see the appeal.</summary>
public sealed class AttachmentScenarios
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    private ContactCenterHost host = null!;
    private HttpClient agent = null!;
    private string folder = "";
    private FakeClamd clamd = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        folder = Path.Combine(Path.GetTempPath(), $"attachments-{Guid.CreateVersion7():n}");
        clamd = new FakeClamd();
        host = await ContactCenterHost.StartAsync(
            [new("Intake:AttachmentFolder", folder), new("Intake:LargestAttachmentBytes", "200000"), new("Intake:Clamd", clamd.Address)]);
        agent = await host.SignInAsync("1001");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        agent.Dispose();
        await host.DisposeAsync();
        clamd.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_file_of_a_draft_becomes_the_appeals_and_comes_out_as_it_went_in()
    {
        var draft = Guid.CreateVersion7();
        var file = (await UploadAsync("张三的身份证.png", Png, $"draft={draft}").ReadAsync(HttpStatusCode.Created))["id"];
        var form = IntakeDesk.Form();
        form["draft"] = draft;
        var registered = await agent.RegisterAsync(form);

        var listed = (await agent.ShowAsync(registered))["attachments"]!.AsArray();
        Assert.That((string?)listed.Single()!["name"], Is.EqualTo("图片.png"), "A name may name people.");
        Assert.That((string?)listed.Single()!["scan"], Is.EqualTo("clean"));
        using var answer = await agent.GetAsync($"/api/intake/attachments/{file}");
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(Png));
        Assert.That(answer.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));

        using var other = await host.SignInAsync("1002");
        using var clerk = await host.SignInAsync("clerk-urban");
        Assert.That(await other.GetAsync($"/api/intake/attachments/{file}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await clerk.GetAsync($"/api/intake/attachments/{file}").StatusAsync(), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            await host.CountAsync($"select count(*) from intake.journal where appeal_id = '{registered["id"]}' and act = 'downloaded'"), Is.EqualTo(1));
    }

    private static IEnumerable<TestCaseData<string, byte[], string>> Bad =>
    [
        Case("run.exe", "MZ"u8.ToArray(), "file-type"),
        Case("no-extension", Png, "file-type"),
        Case("empty.png", [], "file-empty"),
        Case("wrong.jpg", Png, "file-content"),
        Case("script.png", "<script>alert(1)</script>"u8.ToArray(), "file-content"),
        Case("binary.txt", [1, 2, 3, 0], "file-content"),
        Case("latin.txt", [0xC4, 0xD6], "file-content"),
        Case("broken.docx", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3, 4, 5], "file-content"),
        Case("sheet.docx", Office("xl/workbook.xml"), "file-content"),
        Case("bomb.docx", Office("word/document.xml", new string('0', 60_000_000)), "file-content"),
        Case("macro.docx", Office("word/document.xml", "x", "word/vbaProject.bin"), "file-content"),
        Case("large.txt", Encoding.UTF8.GetBytes(new string('大', 100_000)), "file-too-large"),
        Case("virus.txt", "EICAR"u8.ToArray(), "file-infected"),
    ];

    [TestCaseSource(nameof(Bad))]
    public async Task A_bad_file_is_refused_with_a_sentence_and_nothing_of_it_stays(string name, byte[] content, string code)
    {
        Assert.That(await UploadAsync(name, content, $"draft={Guid.CreateVersion7()}").RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo(code));
        var incoming = Path.Combine(folder, "incoming");
        Assert.That(Directory.Exists(incoming) ? Directory.GetFiles(incoming) : [], Is.Empty);
    }

    [TestCase("good.docx")]
    [TestCase("note.txt")]
    public async Task A_good_file_is_taken(string name) => await UploadAsync(
        name, name.EndsWith("docx", StringComparison.Ordinal) ? Office("word/document.xml", "水管") : "水管爆了\n"u8.ToArray(),
        $"draft={Guid.CreateVersion7()}").ReadAsync(HttpStatusCode.Created);

    [Test]
    public async Task The_same_content_lies_once_whatever_it_is_called()
    {
        var content = Encoding.UTF8.GetBytes($"同样的内容 {Guid.CreateVersion7()}");
        var before = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length : 0;
        await UploadAsync("a.txt", content, $"draft={Guid.CreateVersion7()}").ReadAsync(HttpStatusCode.Created);
        await UploadAsync("b.txt", content, $"draft={Guid.CreateVersion7()}").ReadAsync(HttpStatusCode.Created);
        Assert.That(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), Has.Length.EqualTo(before + 1));
    }

    private Task<HttpResponseMessage> UploadAsync(string name, byte[] content, string of) =>
        agent.PostAsync($"/api/intake/attachments?name={Uri.EscapeDataString(name)}&{of}", new ByteArrayContent(content));

    private static TestCaseData<string, byte[], string> Case(string name, byte[] content, string code) =>
        new TestCaseData<string, byte[], string>(name, content, code).SetArgDisplayNames(name, code);

    private static byte[] Office(string part, string text = "x", string? more = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("[Content_Types].xml", "<Types/>"), (part, text), (more ?? "docProps/core.xml", "y") })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.SmallestSize).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Speaks clamd's INSTREAM: finds what contains EICAR.</summary>
    private sealed class FakeClamd : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        internal FakeClamd()
        {
            listener.Start();
            _ = ServeAsync();
        }

        internal string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    await stream.ReadExactlyAsync(new byte[10]);
                    using var content = new MemoryStream();
                    var length = new byte[4];
                    while (true)
                    {
                        await stream.ReadExactlyAsync(length);
                        var count = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length);
                        if (count is 0)
                        {
                            break;
                        }

                        var piece = new byte[count];
                        await stream.ReadExactlyAsync(piece);
                        content.Write(piece);
                    }

                    var found = Encoding.Latin1.GetString(content.ToArray()).Contains("EICAR", StringComparison.Ordinal);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(found ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
            {
                // The fixture is over.
            }
        }
    }
}
