using System.Buffers;
using System.Buffers.Binary;

namespace ContactCenter.Bench.Push;

/// <summary>What one console receives: WebSocket frames, put together to messages of the hub.</summary>
internal sealed class Incoming(Action<int> seen, bool answersFirst)
{
    private const int BinaryOrLess = 2;

    private readonly ArrayBufferWriter<byte> parts = new();
    private byte[] buffer = new byte[8 * 1024];
    private int held;

    /// <summary>Where the next bytes go.</summary>
    internal Span<byte> Room => buffer.AsSpan(held);

    /// <summary>Takes bytes that were put there, and answers how many messages they completed.</summary>
    internal int Take(int received)
    {
        held += received;
        var (at, messages) = (0, 0);
        while (TryFrame(buffer.AsMemory(at, held - at), out var content, out var length))
        {
            messages += TakeFrame(buffer[at], content);
            at += length;
        }

        if (at < held && at > 0)
        {
            buffer.AsSpan(at, held - at).CopyTo(buffer);
        }

        held -= at;
        if (held > buffer.Length / 2)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        return messages;
    }

    private int TakeFrame(byte head, ReadOnlyMemory<byte> content)
    {
        var (ends, kind) = ((head & 0x80) != 0, head & 0x0f);
        if (kind > BinaryOrLess)
        {
            return 0;        // A ping.
        }

        if (!ends || parts.WrittenCount > 0)
        {
            parts.Write(content.Span);
            content = parts.WrittenMemory;
        }

        if (!ends)
        {
            return 0;
        }

        // The answer to the handshake is not yet a message.
        var messages = answersFirst ? 0 : FrameReader.Read(content, seen);
        answersFirst = false;
        parts.ResetWrittenCount();
        return messages;
    }

    // A server's frames are not masked.
    private static bool TryFrame(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> content, out int length)
    {
        (content, length) = (default, 0);
        if (bytes.Length < 2)
        {
            return false;
        }

        var (head, size) = bytes.Span[1] switch
        {
            126 => (4, bytes.Length < 4 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[2..])),
            127 => (10, bytes.Length < 10 ? int.MaxValue : (int)BinaryPrimitives.ReadUInt64BigEndian(bytes.Span[2..])),
            var small => (2, small),
        };
        if (size > bytes.Length - head)
        {
            return false;
        }

        (content, length) = (bytes.Slice(head, size), head + size);
        return true;
    }
}
