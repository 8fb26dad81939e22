using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ContactCenter.Host;

/// <summary>
/// How the built console reaches browsers: small, kept for good where its name tells its content, asked for anew where not,
/// and forbidden to load or be loaded by anything else.
/// </summary>
internal static class ConsoleFiles
{
    // What the browser may do with the console's pages. Element Plus places its pop-ups by style attributes.
    private const string ContentSecurity =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";

    private static readonly StaticFileOptions Files = new() { OnPrepareResponse = Prepare };

    /// <summary>Compresses the console's files and nothing else: they hold no secret that their length could tell.</summary>
    internal static void AddConsoleFiles(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
    });

    internal static void UseConsoleFiles(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        app.UseDefaultFiles();
        app.UseStaticFiles(Files);
    }

    /// <summary>Every other address is a page of the console, which finds its way by itself.</summary>
    internal static void MapConsole(this IEndpointRouteBuilder routes) =>
        routes.MapFallbackToFile("index.html", Files).AllowAnonymous();    // The pages sign in by themselves.

    private static void Prepare(StaticFileResponseContext served)
    {
        var headers = served.Context.Response.Headers;
        var named = served.Context.Request.Path.StartsWithSegments("/assets");
        headers[HeaderNames.CacheControl] = named ? "public, max-age=31536000, immutable" : "no-cache";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.ContentSecurityPolicy] = ContentSecurity;
        headers["Referrer-Policy"] = "same-origin";
    }
}
