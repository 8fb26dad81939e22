using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.Lines;

internal static class ListUnknownNumbers
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/unknown-numbers", Handle)
        .WithName("ListUnknownNumbers")
        .WithSummary("Lists the numbers dialled within some days that no line had, the most dialled first.")
        .RequireAuthorization(Rights.WatchFloor);

    private static async Task<Ok<Response>> Handle(
        DateOnly? from, DateOnly? to, [Range(1, 1000)] int? limit, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var last = to ?? CityDay.Today(clock);
        var first = from ?? last.AddDays(Math.Max(-29, DateOnly.MinValue.DayNumber - last.DayNumber));
        return TypedResults.Ok(new Response(
            first,
            last,
            await db.ListAsync<Item>(SelectUnknown, new { first, last, limit = limit ?? 200 }, cancellationToken)));
    }

    /// <param name="From">The first day counted.</param>
    /// <param name="To">The last day counted.</param>
    /// <param name="Numbers">The most dialled first.</param>
    internal sealed record Response(DateOnly From, DateOnly To, IReadOnlyList<Item> Numbers);

    /// <summary>A number nobody has.</summary>
    internal sealed record Item
    {
        /// <summary>Its area; empty for mobile and foreign numbers.</summary>
        public string Area { get; init; } = "";

        /// <summary>The digits within the area; empty for calls whose number could not be read.</summary>
        public string Number { get; init; } = "";

        /// <summary>How often it was dialled.</summary>
        public long Calls { get; init; }

        /// <summary>The first time.</summary>
        public DateTimeOffset FirstAt { get; init; }

        /// <summary>The last time.</summary>
        public DateTimeOffset LastAt { get; init; }
    }

    private const string SelectUnknown = """
        select area, number, sum(calls)::bigint as Calls, min(first_at) as FirstAt, max(last_at) as LastAt
        from telephony.unknown_numbers
        where day between @first and @last
        group by area, number
        order by Calls desc, area, number
        limit @limit
        """;
}
