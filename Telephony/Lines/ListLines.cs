using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

internal static class ListLines
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/lines", Handle)
        .WithName("ListLines")
        .WithSummary("Lists the lines that hold on a day (today where none is given), searched by number, name or department.")
        .RequireAuthorization(Rights.WatchFloor);

    private static async Task<Ok<Response>> Handle(
        DateOnly? at,
        [StringLength(100), PlainText] string? q,
        Db db, NumberPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var day = at ?? CityDay.Today(clock);
        var searched = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var lines = await LineTable.ListAsync(db, day, searched, plan.Dialled(searched), cancellationToken);
        return TypedResults.Ok(new Response(day, [.. lines.Select(line => new Item(LineView.Of(line), line.PhaseOn(day)))]));
    }

    /// <param name="At">The day.</param>
    /// <param name="Lines">In order of their numbers; at most 1,000.</param>
    internal sealed record Response(DateOnly At, IReadOnlyList<Item> Lines);

    /// <param name="Line">The line.</param>
    /// <param name="Phase">Its phase on that day; null before its first.</param>
    internal sealed record Item(LineView Line, Line.Phase? Phase);
}
