using System.Buffers;
using System.Text.Json;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>One request to ARI. All of them may be repeated: ids are chosen by us and ends are states.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Below <c>/ari/</c>, escaped.</param>
/// <param name="Body">JSON, or null for none.</param>
internal sealed record AriRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte>? Body = null)
{
    /// <summary>
    /// Whether it may take as long as a prompt: a channel that hears one we do not know of (another host played it) changes its
    /// place only afterwards.
    /// </summary>
    internal bool IsPatient { get; init; }

    internal static AriRequest Find(string channel) => new(HttpMethod.Get, $"channels/{Escape(channel)}");

    internal static AriRequest Answer(string channel) => new(HttpMethod.Post, $"channels/{Escape(channel)}/answer");

    internal static AriRequest HangUp(string channel, string reason) =>
        new(HttpMethod.Delete, $"channels/{Escape(channel)}?reason={reason}");

    internal static AriRequest Play(string channel, string playback, IEnumerable<string> media) =>
        new(HttpMethod.Post, $"channels/{Escape(channel)}/play", Json(body =>
        {
            body.WriteString("playbackId", playback);
            body.WriteStartArray("media");
            foreach (var one in media)
            {
                body.WriteStringValue(one);
            }

            body.WriteEndArray();
        }));

    internal static AriRequest StopPlayback(string playback) => new(HttpMethod.Delete, $"playbacks/{Escape(playback)}");

    internal static AriRequest MakeBridge(string bridge, string type) =>
        new(HttpMethod.Post, $"bridges/{Escape(bridge)}", Json(body =>
        {
            body.WriteString("type", type);
            body.WriteString("name", "contactcenter");
        }));

    internal static AriRequest DropBridge(string bridge) => new(HttpMethod.Delete, $"bridges/{Escape(bridge)}");

    /// <summary>Has everybody in a holding bridge hear music; it ends by itself when the last one leaves.</summary>
    internal static AriRequest PlayMusic(string bridge) => new(HttpMethod.Post, $"bridges/{Escape(bridge)}/moh");

    internal static AriRequest Join(string bridge, params IReadOnlyCollection<string> channels) =>
        new(HttpMethod.Post, $"bridges/{Escape(bridge)}/addChannel", Json(body => Channels(body, channels)))
        {
            IsPatient = true,
        };

    internal static AriRequest Leave(string bridge, params IReadOnlyCollection<string> channels) =>
        new(HttpMethod.Post, $"bridges/{Escape(bridge)}/removeChannel", Json(body => Channels(body, channels)));

    /// <summary>What became of a transfer that a telephone asked for: <c>channel_progress</c>, <c>channel_answered</c> ….</summary>
    internal static AriRequest TellTransfer(string channel, string state) =>
        new(HttpMethod.Post, $"channels/{Escape(channel)}/transfer_progress?states={state}");

    internal static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>As an array: in a body, unlike in a query, Asterisk takes commas for part of a name.</summary>
    private static void Channels(Utf8JsonWriter body, IReadOnlyCollection<string> channels)
    {
        body.WriteStartArray("channel");
        foreach (var channel in channels)
        {
            body.WriteStringValue(channel);
        }

        body.WriteEndArray();
    }

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
