using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class GetPosition
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/sources/{source}/position", Handle)
        .WithName(nameof(GetPosition))
        .WithSummary("Says how far a source's events have been received, so that it knows where to go on after an interruption.");

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        HttpContext context, string source, SourceCounts counts, Db db, CancellationToken cancellationToken)
    {
        var name = Uri.UnescapeDataString(source);
        if (PbxCaller.WhyNot(context, name) is { } fault)
        {
            return fault.ToProblem();
        }

        await counts.BringUpToDateAsync(name, cancellationToken);
        var state = await db.FindAsync<Standing>(FindState, new { name }, cancellationToken);
        var epoch = await db.FindAsync<Epoch>(FindEpoch, new { name, Local = LocalEvents.Epoch }, cancellationToken);
        return state is null
            ? Fault.Unavailable.ToProblem()
            : TypedResults.Ok(new Response(
                name, state.State, epoch?.Name, epoch?.Contiguous, epoch?.Highest, epoch?.Missing ?? 0, state.Position,
                state.Pending, state.SkewMilliseconds, state.SnapshotWanted));
    }

    /// <param name="Source">The source.</param>
    /// <param name="State"><c>up</c> or <c>suspect</c>.</param>
    /// <param name="Epoch">Its newest epoch, or null while it never sent an event.</param>
    /// <param name="Contiguous">Everything up to this sequence number was received; send again from the next one.</param>
    /// <param name="Highest">The highest sequence number received.</param>
    /// <param name="Missing">How many are missing between the two.</param>
    /// <param name="Position">The newest place in the source's journal.</param>
    /// <param name="Pending">How many of its events are durable but not yet applied.</param>
    /// <param name="SkewMilliseconds">Our clock minus the PBX's.</param>
    /// <param name="SnapshotWanted">Post a snapshot now.</param>
    public sealed record Response(
        string Source, string State, string? Epoch, long? Contiguous, long? Highest, long Missing, long Position, long Pending,
        int? SkewMilliseconds, bool SnapshotWanted);

    private sealed record Standing(string State, long Position, long Pending, int? SkewMilliseconds, bool SnapshotWanted);

    private sealed record Epoch(string Name, long? Contiguous, long? Highest, long Missing);

    private const string FindState = """
        select coalesce(told_state, 'suspect') as State,
            coalesce((select max(id) from telephony.inbox where inbox.source = source.source), 0) as Position,
            (select count(*) from telephony.pending where pending.source = source.source) as Pending,
            skew_ms as SkewMilliseconds,
            snapshot_wanted_at is not null as SnapshotWanted
        from telephony.sources source
        where source.source = @name
        """;

    private const string FindEpoch = """
        select epoch as Name,
            (select upper(part) - 1 from unnest(seen) part limit 1) as Contiguous,
            upper(seen) - 1 as Highest,
            coalesce(upper(seen) - lower(seen) - (select sum(upper(part) - lower(part)) from unnest(seen) part), 0)::bigint as Missing
        from telephony.source_epochs
        where source = @name and epoch <> @Local
        order by number desc
        limit 1
        """;
}
