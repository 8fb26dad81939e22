using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>The attributes of a CloudEvent 1.0 with the extensions of this API; what is not named here is kept unread.</summary>
internal sealed record CloudEvent
{
    [JsonPropertyName("specversion")]
    public string? SpecVersion { get; init; }

    public string? Id { get; init; }

    public string? Source { get; init; }

    public string? Type { get; init; }

    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The source's count, as a zero-padded string or as a number.</summary>
    public long? Sequence { get; init; }

    public string? Epoch { get; init; }

    [JsonPropertyName("callseq")]
    public int? CallSeq { get; init; }

    [JsonConverter(typeof(SliceConverter))]
    public Slice? Data { get; init; }
}

/// <summary>Where a JSON value lies in the bytes it was read from.</summary>
internal readonly record struct Slice(int Start, int Length);

/// <summary>What <c>data</c> says in the events this system understands; which parts are needed depends on the type.</summary>
internal sealed record EventData
{
    public string? CallId { get; init; }

    public string? LegId { get; init; }

    public string? PeerLegId { get; init; }

    public IReadOnlyList<string>? Legs { get; init; }

    public string? CorrelationId { get; init; }

    public string? Direction { get; init; }

    public string? State { get; init; }

    public PartyData? Party { get; init; }

    public string? Dialled { get; init; }

    public string? OriginalLine { get; init; }

    public string? Diversion { get; init; }

    public EndData? End { get; init; }

    public string? Prompt { get; init; }

    public string? Digits { get; init; }

    public string? Target { get; init; }

    public bool? Attended { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of a snapshot: every live call.</summary>
    public IReadOnlyList<LiveCallData>? Calls { get; init; }
}

internal sealed record PartyData
{
    public string? Role { get; init; }

    public string? Address { get; init; }
}

internal sealed record EndData
{
    public string? Reason { get; init; }

    public int? Q850 { get; init; }

    public string? By { get; init; }
}

/// <summary>What is looked for in <c>data</c> of a type that this system does not know.</summary>
internal sealed record AnyData
{
    public string? CallId { get; init; }
}

/// <summary>A call in a snapshot. All but the first two are only needed to take over a call whose arrival was never heard.</summary>
internal sealed record LiveCallData
{
    public string? CallId { get; init; }

    public IReadOnlyList<string>? Legs { get; init; }

    public string? Dialled { get; init; }

    public string? OriginalLine { get; init; }

    public string? Caller { get; init; }
}

/// <summary>How events are read: names in camel case, each at most once, numbers also as strings.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(EventData))]
[JsonSerializable(typeof(AnyData))]
internal sealed partial class EventJson : JsonSerializerContext;

/// <summary>Reads a time that names its offset; without one it would silently be taken as this machine's local time.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String
            || reader.GetString() is not { Length: > 10 } text
            || !(text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            || !reader.TryGetDateTimeOffset(out var time))
        {
            throw new JsonException("Expected an RFC 3339 time with an offset.");
        }

        return time.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>Notes where a value lies and reads nothing of it, because what it may hold depends on the event's type.</summary>
internal sealed class SliceConverter : JsonConverter<Slice>
{
    public override Slice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Slice(start, (int)reader.BytesConsumed - start);
    }

    public override void Write(Utf8JsonWriter writer, Slice value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are only read.");
}
