using System.Globalization;
using System.Text.Json;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>Reading ARI's documents.</summary>
internal static class AriJson
{
    /// <summary>The text at a path of property names, or null where there is none.</summary>
    internal static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
    }

    internal static int? Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    internal static JsonElement? Object(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    internal static string[] Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(one => one.GetString() ?? "")]
            : [];

    /// <summary>A time as ARI writes it, <c>2026-11-23T05:49:03.893+0000</c>, or null.</summary>
    internal static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParseExact(
            element.Text(name), "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : null;
}
