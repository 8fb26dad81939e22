using System.Text.Json;
using ContactCenter.Platform;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>Reads the checked body of a signed request.</summary>
internal static class SignedJson
{
    /// <summary>The body as JSON, or null where it is none of that form.</summary>
    internal static T? Read<T>(HttpContext context)
        where T : class
    {
        using var body = context.Features.Get<SignedBody>()!;
        try
        {
            return JsonSerializer.Deserialize<T>(body.Body.Span, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
