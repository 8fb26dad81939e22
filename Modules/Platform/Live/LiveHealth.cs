using ContactCenter.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ContactCenter.Platform.Live;

internal static class LiveHealth
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/live/health", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithTags("live")
        .WithName("LiveHealth")
        .WithSummary("Tells how this host keeps its consoles up to date.");

    private static Ok<Response> Handle(HostInstance host, Topics topics, Consoles consoles, LiveMetrics metrics) =>
        TypedResults.Ok(new Response(
            host.Id,
            consoles.Count,
            topics.Count,
            consoles.All.Sum(viewer => viewer.Behind),
            topics.MissingRows,
            metrics.Snapshots,
            metrics.Gaps,
            metrics.SlowDropped,
            metrics.RescuedBySweep,
            metrics.FanOutWithin(0.5),
            metrics.FanOutWithin(0.99)));

    /// <summary>Counts are since the host's start.</summary>
    /// <param name="Host">This run of the host.</param>
    /// <param name="Consoles">Consoles connected to this host.</param>
    /// <param name="Topics">Topics open on this host.</param>
    /// <param name="Behind">Changes not yet sent, over all its consoles.</param>
    /// <param name="MissingRows">Rows of the change log that may still appear, of transactions not yet ended.</param>
    /// <param name="Snapshots">Topics sent whole.</param>
    /// <param name="Gaps">Topics that consoles asked for again, because something was missing.</param>
    /// <param name="SlowDropped">Consoles disconnected because they took nothing for 15 s.</param>
    /// <param name="RescuedBySweep">Changes that no host had hinted at; more than a few mean that hints are lost.</param>
    /// <param name="FanOutP50">Median of the last thousand fan-outs in milliseconds.</param>
    /// <param name="FanOutP99">The time 99 of 100 of them took at most, in milliseconds.</param>
    public sealed record Response(
        string Host, int Consoles, int Topics, long Behind, int MissingRows, long Snapshots, long Gaps, long SlowDropped,
        long RescuedBySweep, double FanOutP50, double FanOutP99);
}
