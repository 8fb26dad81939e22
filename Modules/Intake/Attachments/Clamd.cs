using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace ContactCenter.Intake.Attachments;

/// <summary>Asks a clamd over TCP: its INSTREAM command, the file in pieces, each with its length before it.</summary>
internal sealed partial class Clamd(IOptions<IntakeOptions> options, ILogger<Clamd> logger) : IVirusScan
{
    private const int PieceLength = 64 * 1024;

    private const int LongestAnswer = 1024;

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    public async Task<Scan> ScanAsync(Stream file, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AtMost);
        try
        {
            var answer = await AskAsync(file, limit.Token);
            if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
            {
                Found();
                return Scan.Infected;
            }

            return answer.EndsWith(": OK", StringComparison.Ordinal) ? Scan.Clean : Unavailable(answer);
        }
        catch (Exception exception) when (exception is SocketException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Unavailable(exception.Message);
        }
    }

    private async Task<string> AskAsync(Stream file, CancellationToken cancellationToken)
    {
        var address = options.Value.Clamd!.Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var piece = new byte[sizeof(int) + PieceLength];
        int read;
        while ((read = await file.ReadAsync(piece.AsMemory(sizeof(int)), cancellationToken)) > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, sizeof(int) + read), cancellationToken);
        }

        await stream.WriteAsync(new byte[sizeof(int)], cancellationToken);
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, LongestAnswer, throwOnEndOfStream: false, cancellationToken);
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private Scan Unavailable(string reason)
    {
        CannotScan(reason);
        return Scan.Unavailable;
    }

    [LoggerMessage(LogLevel.Warning, "clamd found something in an attachment; it was refused")]
    private partial void Found();

    [LoggerMessage(LogLevel.Error, "Attachments are refused because clamd cannot look at them: {Reason}")]
    private partial void CannotScan(string reason);
}
