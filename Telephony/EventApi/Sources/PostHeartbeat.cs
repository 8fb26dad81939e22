using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class PostHeartbeat
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sources/{source}/heartbeat", Handle)
        .WithName(nameof(PostHeartbeat))
        .WithMetadata(OftenCalled.Mark)
        .WithSummary("Says every five seconds that the PBX lives, and by its time how its clock stands.");

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        HttpContext context, string source, SourceClock clocks, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = Uri.UnescapeDataString(source);
        if (PbxCaller.WhyNot(context, name) is { } fault)
        {
            return fault.ToProblem();
        }

        if (SignedJson.Read<Request>(context) is not { } beat)
        {
            return Fault.Schema("Send {\"time\": …} with an RFC 3339 time.").ToProblem();
        }

        await clocks.NoteAsync(name, beat.Time, clock.GetUtcNow(), cancellationToken);
        return await db.FindAsync<Response>(Find, new { name }, cancellationToken) is { } known
            ? TypedResults.Ok(known)
            : Fault.Unavailable.ToProblem();
    }

    /// <param name="Time">The PBX's clock.</param>
    public sealed record Request(DateTimeOffset Time);

    /// <param name="SkewMilliseconds">Our clock minus the PBX's; beyond ±2000 its event times are not used.</param>
    /// <param name="SnapshotWanted">Post a snapshot now.</param>
    public sealed record Response(int? SkewMilliseconds, bool SnapshotWanted);

    private const string Find = """
        select skew_ms as SkewMilliseconds, snapshot_wanted_at is not null as SnapshotWanted
        from telephony.sources
        where source = @name
        """;
}
