using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Trust.World;

/// <summary>Signs requests of the event API as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal sealed class Signing(string source, string secret)
{
    private readonly byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);

    internal HttpRequestMessage Request(HttpMethod method, Uri address, string id, string body, string? contentType)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(body);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. bytes];
        var signature = HMACSHA256.HashData(key, signed);
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-source", source);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signature));
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        return request;
    }
}
