using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Calendars;

internal static class ListCalendarChanges
{
    private const string Select = """
        select version, kind, org_id as Organisation, summary, why, made_by_name as MadeBy, made_at as MadeAt, looked_at as LookedAt,
            moved, finished_at as FinishedAt
        from dispatch.calendar_changes
        order by version desc
        limit 500
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calendar/changes", Handle)
        .WithName("ListCalendarChanges")
        .WithSummary("What the calendar was told, newest first, and how many open deadlines were worked out anew because of it.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Ok<IReadOnlyList<Item>>> Handle(Db db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.ListAsync<Item>(Select, null, cancellationToken));

    internal sealed class Item
    {
        public long Version { get; init; }

        public string Kind { get; init; } = "";

        public OrganisationId? Organisation { get; init; }

        public string Summary { get; init; } = "";

        public string Why { get; init; } = "";

        public string MadeBy { get; init; } = "";

        public DateTimeOffset MadeAt { get; init; }

        public long LookedAt { get; init; }

        public long Moved { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }
    }
}
