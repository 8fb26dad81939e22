using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance;

/// <summary>A PBX of the event API: makes events, signs and posts them. A vendor may read it as a sample.</summary>
internal sealed class Pbx(HttpClient http, string source, string secret, TimeProvider clock)
{
    internal const string One = "application/cloudevents+json";
    internal const string Batch = "application/cloudevents-batch+json";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private long sequence;

    internal string Source => source;

    internal TimeProvider Clock => clock;

    internal byte[] Key { get; } = Convert.FromBase64String(secret["whsec_".Length..]);

    /// <summary>Changes when this PBX starts anew.</summary>
    internal string Epoch { get; } = $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}/{Guid.CreateVersion7():N}";

    /// <summary>An event with everything that the API asks for; the next one of this PBX.</summary>
    internal JsonObject Event(string type, JsonObject? data = null, int? callSequence = null)
    {
        var made = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Guid.CreateVersion7().ToString(),
            ["source"] = source,
            ["type"] = type,
            ["time"] = clock.GetUtcNow().ToString("O"),
            ["sequence"] = (++sequence).ToString("0000000000000000", CultureInfo.InvariantCulture),
            ["epoch"] = Epoch,
        };
        if (callSequence is { } count)
        {
            made["callseq"] = count;
        }

        if (data is not null)
        {
            made["data"] = data;
        }

        return made;
    }

    /// <summary>A leg's change of state.</summary>
    internal JsonObject Leg(string call, string leg, string state, int? callSequence = null) => Event(
        "call.leg.state_changed", new JsonObject { ["callId"] = call, ["legId"] = leg, ["state"] = state }, callSequence);

    /// <summary>A citizen's call that arrives.</summary>
    internal JsonObject Arrival(string call, int? callSequence = null, string dialled = "12345") => Event(
        "call.leg.state_changed",
        new JsonObject
        {
            ["callId"] = call, ["legId"] = $"{call}-citizen", ["direction"] = "inbound", ["state"] = "offered",
            ["party"] = new JsonObject { ["role"] = "citizen", ["address"] = "tel:+8613800001234" },
            ["dialled"] = dialled,
        },
        callSequence);

    /// <summary>A call's end.</summary>
    internal JsonObject End(string call, int? callSequence = null) => Event(
        "call.ended",
        new JsonObject { ["callId"] = call, ["end"] = new JsonObject { ["reason"] = "caller_hangup", ["by"] = "citizen" } },
        callSequence);

    internal Task<Answer> PostAsync(JsonNode made, CancellationToken cancellationToken) =>
        SendAsync(new Message("events", Bytes(made)) { ContentType = made is JsonArray ? Batch : One }, cancellationToken);

    internal Task<Answer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new Message(path, null), cancellationToken);

    internal static byte[] Bytes(JsonNode made) => Encoding.UTF8.GetBytes(made.ToJsonString(Readable));

    /// <summary>Signs and sends a message, as it says or as it must not be.</summary>
    internal async Task<Answer> SendAsync(Message message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            message.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri($"api/telephony/v1/{message.Path}", UriKind.Relative));
        if (message.Body is { } body)
        {
            request.Content = message.IsChunked ? new StreamContent(new Unsized(body)) : new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(message.ContentType);
        }

        var id = message.Id ?? $"msg_{Guid.CreateVersion7():N}";
        var timestamp = (message.At ?? clock.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (message.IsSigned)
        {
            request.Headers.TryAddWithoutValidation("webhook-source", message.Source ?? source);
            request.Headers.TryAddWithoutValidation("webhook-id", id);
            request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
            request.Headers.TryAddWithoutValidation(
                "webhook-signature",
                message.Signature ?? Sign(message.Key ?? Key, id, timestamp, message.SignedBody ?? message.Body ?? []));
        }

        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return new Answer(answer.StatusCode, text, answer.Headers.RetryAfter is not null);
        }
        catch (HttpRequestException exception) when (message.Body?.Length > 1 << 20)
        {
            // A server may hang up on a body that it will not read.
            return new Answer(HttpStatusCode.RequestEntityTooLarge, exception.Message, false);
        }
    }

    /// <summary>The signature header of Standard Webhooks.</summary>
    internal static string Sign(byte[] key, string id, string timestamp, byte[] body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]));

    /// <summary>A body whose length the client cannot know, so that it is sent in chunks.</summary>
    private sealed class Unsized(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }
}
