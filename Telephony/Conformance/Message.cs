using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance;

/// <summary>A request, and what is wrong with it.</summary>
/// <param name="Path">Below <c>/api/telephony/v1/</c>.</param>
/// <param name="Body">Null for a GET.</param>
internal sealed record Message(string Path, byte[]? Body)
{
    internal string ContentType { get; init; } = Pbx.One;

    internal string? Id { get; init; }

    /// <summary>The timestamp; null for now.</summary>
    internal DateTimeOffset? At { get; init; }

    /// <summary>Another source's name in the header.</summary>
    internal string? Source { get; init; }

    /// <summary>A key that is not ours.</summary>
    internal byte[]? Key { get; init; }

    /// <summary>A ready signature header.</summary>
    internal string? Signature { get; init; }

    /// <summary>What was signed instead of the body.</summary>
    internal byte[]? SignedBody { get; init; }

    internal bool IsSigned { get; init; } = true;

    internal bool IsChunked { get; init; }
}

/// <summary>What the API answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, bool HasRetryAfter)
{
    /// <summary>The body; empty where it is none of JSON.</summary>
    internal JsonNode Json => Text.StartsWith('{') ? JsonNode.Parse(Text)! : new JsonObject();

    /// <summary>The answer as a check's failure says it.</summary>
    public override string ToString() => $"{(int)Status} {(Text.Length > 200 ? Text[..200] + " …" : Text)}";
}
