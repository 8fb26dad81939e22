using Microsoft.AspNetCore.SignalR;

namespace ContactCenter.Access.Sessions;

/// <summary>
/// Whether a request with our cookie comes from our own console. <c>SameSite=Strict</c> alone does not tell: other departments'
/// pages often live under the same city domain, which browsers count as the same site.
/// </summary>
internal static class CrossSite
{
    /// <summary>A header that a page of another origin cannot send without asking us first, which we never grant.</summary>
    internal const string Header = "X-Requested-With";

    internal const string HeaderValue = "contactcenter";

    /// <summary>
    /// A changing request must carry the header. A hub's requests cannot always (browsers open a WebSocket without
    /// headers of ours), so there the browser's own <c>Origin</c> must be ours; programs other than browsers send none.
    /// </summary>
    internal static bool IsOwn(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null)
        {
            return HasHeader(request) || IsOwnOrigin(request);
        }

        return IsReading(request.Method) || HasHeader(request);
    }

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool HasHeader(HttpRequest request) => request.Headers[Header] == HeaderValue;

    // Host and port only: behind a proxy that ends TLS this process sees http where the browser sees https.
    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
