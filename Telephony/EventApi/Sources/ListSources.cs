using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class ListSources
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/sources", Handle)
        .WithName(nameof(ListSources))
        .WithSummary("Lists the PBXs of the event API with their state, clock and what was odd about their events.");

    private static async Task<Ok<Response>> Handle(Db db, CancellationToken cancellationToken)
    {
        var sources = await db.ListAsync<Row>(Find, null, cancellationToken);
        var keys = await db.ListAsync<KeyRow>(FindKeys, null, cancellationToken);
        var oddities = await db.ListAsync<Oddity>(CountOddities, null, cancellationToken);
        return TypedResults.Ok(new Response(
        [
            .. sources.Select(row => new View(
                row.Source, row.Kind, row.Name, row.CallbackUrl, row.IsDisabled ? "disabled" : row.State, row.LastHeardAt,
                row.LastSnapshotAt, row.SkewMilliseconds, row.Pending,
                oddities.Where(one => one.Source == row.Source).ToDictionary(one => one.Kind, one => one.Count),
                [.. keys.Where(key => key.Source == row.Source).Select(key => new KeyView(key.Id, key.CreatedAt))])),
        ]));
    }

    /// <param name="Sources">All of them.</param>
    public sealed record Response(IReadOnlyList<View> Sources);

    /// <param name="Source">Its name in events.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="CallbackUrl">Where commands are pushed, or null where it fetches them.</param>
    /// <param name="State"><c>up</c>, <c>suspect</c> or <c>disabled</c>.</param>
    /// <param name="LastHeardAt">When it last said anything, or null.</param>
    /// <param name="LastSnapshotAt">When its last snapshot was made, or null.</param>
    /// <param name="SkewMilliseconds">Our clock minus the PBX's, or null while unmeasured.</param>
    /// <param name="Pending">Events that are durable and not yet applied.</param>
    /// <param name="Oddities">How many of its kept events were not ordinary, by kind; quarantine among them.</param>
    /// <param name="Keys">Its accepted keys, newest first, without their secrets.</param>
    public sealed record View(
        string Source, string Kind, string Name, string? CallbackUrl, string State, DateTimeOffset? LastHeardAt,
        DateTimeOffset? LastSnapshotAt, int? SkewMilliseconds, long Pending, IReadOnlyDictionary<string, long> Oddities,
        IReadOnlyList<KeyView> Keys);

    /// <param name="Id">To retire it by.</param>
    /// <param name="CreatedAt">Since when it is accepted.</param>
    public sealed record KeyView(Guid Id, DateTimeOffset CreatedAt);

    private sealed record Row(
        string Source, string Kind, string Name, string? CallbackUrl, bool IsDisabled, string State, DateTime? LastHeardAt,
        DateTime? LastSnapshotAt, int? SkewMilliseconds, long Pending);

    private sealed record KeyRow(string Source, Guid Id, DateTime CreatedAt);

    private sealed record Oddity(string Source, string Kind, long Count);

    private const string Find = """
        select source, kind, name, callback_url as CallbackUrl, disabled_at is not null as IsDisabled,
            coalesce(told_state, 'suspect') as State, last_heard_at as LastHeardAt, last_snapshot_at as LastSnapshotAt,
            skew_ms as SkewMilliseconds,
            (select count(*) from telephony.pending where pending.source = source.source) as Pending
        from telephony.sources source
        order by source
        limit 1000
        """;

    private const string FindKeys = """
        select source, id, created_at as CreatedAt
        from telephony.source_keys
        where retired_at is null
        order by created_at desc
        limit 2000
        """;

    private const string CountOddities = """
        select source, kind, count(*) as Count from telephony.oddities group by source, kind
        union all
        select source, 'quarantine', count(*) from telephony.quarantine group by source
        limit 10000
        """;
}
