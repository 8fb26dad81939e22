using System.Buffers;
using System.Globalization;
using System.Text;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>
/// The raw body of a signed request, read once and before anything parses it. What is signed lies in one piece:
/// <c>id.timestamp.body</c>.
/// </summary>
internal sealed class SignedBody : IDisposable
{
    /// <summary>The largest body: the API's limit, 256 kB.</summary>
    internal const int Limit = 256 * 1024;

    private byte[] buffer;
    private int length;
    private readonly int prefix;

    private SignedBody(byte[] buffer, int prefix) => (this.buffer, this.prefix, length) = (buffer, prefix, prefix);

    /// <summary>The signed bytes.</summary>
    internal ReadOnlyMemory<byte> Signed => buffer.AsMemory(0, length);

    /// <summary>The body alone.</summary>
    internal ReadOnlyMemory<byte> Body => buffer.AsMemory(prefix, length - prefix);

    /// <summary>Reads the body, or returns null where it is over the limit, having read no more than the limit.</summary>
    internal static async ValueTask<SignedBody?> ReadAsync(
        HttpRequest request, string id, long timestamp, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        var head = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.");
        var expected = (int)(request.ContentLength ?? 4096);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(head.Length) + expected);
        var read = new SignedBody(buffer, Encoding.UTF8.GetBytes(head, buffer));
        if (request.ContentLength is 0)
        {
            return read;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var part = await reader.ReadAsync(cancellationToken);
            foreach (var piece in part.Buffer)
            {
                if (!read.Add(piece.Span))
                {
                    reader.AdvanceTo(part.Buffer.End);
                    read.Dispose();
                    return null;
                }
            }

            reader.AdvanceTo(part.Buffer.End);
            if (part.IsCompleted)
            {
                return read;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            length = 0;
        }
    }

    private bool Add(ReadOnlySpan<byte> piece)
    {
        if (length - prefix + piece.Length > Limit)
        {
            return false;
        }

        if (length + piece.Length > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + piece.Length));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        piece.CopyTo(buffer.AsSpan(length));
        length += piece.Length;
        return true;
    }
}
