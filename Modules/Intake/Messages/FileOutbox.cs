using System.Text.Encodings.Web;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using Microsoft.Extensions.Options;

namespace ContactCenter.Intake.Messages;

/// <summary>
/// Writes messages into a file, a line of JSON each, while there is no provider: the number masked and sealed, never in clear.
/// </summary>
internal sealed class FileOutbox(IOptions<IntakeOptions> options, IPersonalData personal, TimeProvider clock)
    : IMessageProvider, IDisposable
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        // Chinese as such and not as escapes: people read this file.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var line = JsonSerializer.Serialize(
            new
            {
                at = clock.GetUtcNow(), key = message.Key, to = message.Masked, @sealed = message.Sealed,
                text = personal.Redact(message.Text),
            },
            Readable);
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(options.Value.MessageFile))!;
            Directory.CreateDirectory(folder);
            await File.AppendAllTextAsync(options.Value.MessageFile, line + '\n', cancellationToken);
            return new Handover(HandoverResult.Taken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Handover(HandoverResult.NotNow, null, exception.GetType().Name);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();
}
