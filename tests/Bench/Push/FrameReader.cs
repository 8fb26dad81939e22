using System.Buffers;
using System.Buffers.Text;
using MessagePack;

namespace ContactCenter.Bench.Push;

/// <summary>Reads hub messages in MessagePack as a console must before it can show anything, and no more.</summary>
internal static class FrameReader
{
    private const int Invocation = 1;

    /// <summary>
    /// Calls <paramref name="seen"/> with the number of each event in the messages, which are whole; answers how many there were.
    /// </summary>
    internal static int Read(ReadOnlyMemory<byte> messages, Action<int> seen)
    {
        var count = 0;
        for (; !messages.IsEmpty; count++)
        {
            // Each message is preceded by its length, seven bits a byte.
            var (length, at) = (0, 0);
            byte part;
            do
            {
                part = messages.Span[at];
                length |= (part & 0x7f) << (7 * at++);
            }
            while (part >= 0x80);

            ReadMessage(messages.Slice(at, length), seen);
            messages = messages[(at + length)..];
        }

        return count;
    }

    private static void ReadMessage(ReadOnlyMemory<byte> message, Action<int> seen)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        if (reader.ReadInt32() != Invocation)
        {
            return;
        }

        reader.Skip();      // Headers.
        reader.Skip();      // Invocation id.
        reader.Skip();      // Frames.
        reader.ReadArrayHeader();
        for (var frames = reader.ReadArrayHeader(); frames > 0; frames--)
        {
            ReadFrame(ref reader, seen);
        }
    }

    private static void ReadFrame(ref MessagePackReader reader, Action<int> seen)
    {
        var isSnapshot = false;
        for (var members = reader.ReadMapHeader(); members > 0; members--)
        {
            var name = Text(ref reader);
            if (name.SequenceEqual("snapshot"u8))
            {
                isSnapshot = reader.ReadBoolean();
            }
            else if (name.SequenceEqual("items"u8))
            {
                for (var items = reader.ReadArrayHeader(); items > 0; items--)
                {
                    ReadItem(ref reader, isSnapshot, seen);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadItem(ref MessagePackReader reader, bool isSnapshot, Action<int> seen)
    {
        for (var members = reader.ReadMapHeader(); members > 0; members--)
        {
            if (Text(ref reader).SequenceEqual("value"u8))
            {
                var value = Text(ref reader);
                if (!isSnapshot && value.StartsWith(Event.Prefix) && Utf8Parser.TryParse(value[Event.Prefix.Length..], out int number, out _))
                {
                    seen(number);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> Text(ref MessagePackReader reader) =>
        reader.TryReadStringSpan(out var span) ? span : (reader.ReadStringSequence() ?? default).ToArray();
}

/// <summary>An event as it is shown: about what one agent's line on a board has.</summary>
internal static class Event
{
    /// <summary>The items that change in turn: more than can change before a console is told, so that none is skipped.</summary>
    private const int Items = 1000;

    internal static ReadOnlySpan<byte> Prefix => """{"n":"""u8;

    internal static string Key(int number) => $"agent:{number % Items:0000}";

    internal static string Value(int number) =>
        $$"""
        {"n":{{number}},"id":"0198b2f4-1c3e-7a55-9d7e-{{number % Items:000000000000}}","code":"1001","name":"唐敏","team":"一班","state":"talking","reason":null,"stateSince":"2026-11-23T08:15:42.118Z","readySince":null,"callId":"0198b2f4-77aa-7000-8123-9f4e5d6c7b8a","queue":"general","presence":"online","misses":0,"version":{{number}}}
        """;
}
