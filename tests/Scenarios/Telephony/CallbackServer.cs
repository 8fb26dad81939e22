using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ContactCenter.Conformance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>A PBX's callback: a real server on a free port that keeps what it is told and answers as it is set to.</summary>
internal sealed class CallbackServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private CallbackServer(WebApplication server) => this.server = server;

    /// <summary>What was posted, in the order of its arrival, whatever was answered.</summary>
    internal ConcurrentQueue<Posted> Received { get; } = new();

    /// <summary>What it answers.</summary>
    internal Func<Posted, HttpStatusCode> Answer { get; set; } = _ => HttpStatusCode.OK;

    internal string Url => $"{server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/commands";

    internal static async Task<CallbackServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var callback = new CallbackServer(builder.Build());
        callback.server.MapPost("/commands", callback.HandleAsync);
        await callback.server.StartAsync();
        return callback;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<IResult> HandleAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var posted = new Posted(
            body.ToArray(), $"{request.Headers["webhook-id"]}", $"{request.Headers["webhook-timestamp"]}",
            $"{request.Headers["webhook-signature"]}", $"{request.Headers["Idempotency-Key"]}");
        Received.Enqueue(posted);
        return Results.StatusCode((int)Answer(posted));
    }

    /// <summary>One request to the callback.</summary>
    internal sealed record Posted(byte[] Body, string Id, string Timestamp, string Signature, string IdempotencyKey)
    {
        internal JsonNode Json => JsonNode.Parse(Body)!;

        internal string Type => (string)Json["type"]!;

        internal string? Call => (string?)Json["data"]?["callId"];

        internal bool IsSignedBy(Pbx pbx) => Signature == Pbx.Sign(pbx.Key, Id, Timestamp, Body);
    }
}
