using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

internal static class GetLine
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/lines/{number}", Handle)
        .WithName("GetLine")
        .WithSummary("Shows a number's line on a day, all its periods, every version of them, and its ledger of public notices.")
        .RequireAuthorization(Rights.WatchFloor);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        [StringLength(40), PlainText] string number,
        [RegularExpression("^(0[0-9]{2,3})?$", ErrorMessage = "区号写作 0 开头的三至四位数字，例如 0746。")] string? area,
        DateOnly? at,
        Db db, NumberPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var day = at ?? CityDay.Today(clock);
        var meant = plan.Dialled(number) is { IsReadable: true } dialled ? dialled : new DialledNumber(plan.HomeArea, number);
        if (area is not null)
        {
            meant = meant with { Area = area };
        }

        var periods = await LineTable.PeriodsAsync(db, meant, cancellationToken);
        if (periods.Count == 0)
        {
            return TypedResults.NotFound();
        }

        var valid = periods.FirstOrDefault(line => line.HoldsOn(day));
        return TypedResults.Ok(new Response(
            meant.Number,
            meant.Area,
            day,
            valid is null ? null : LineView.Of(valid),
            valid?.PhaseOn(day),
            [.. periods.Select(LineView.Of)],
            await LineHistory.ListAsync(db, [.. periods.Select(line => line.Id)], cancellationToken),
            await Ledger.ListAsync(db, meant, cancellationToken)));
    }

    /// <param name="Number">The number.</param>
    /// <param name="Area">Its area.</param>
    /// <param name="At">The day asked about.</param>
    /// <param name="Valid">The period that holds on that day; null where none does.</param>
    /// <param name="Phase">Its phase on that day.</param>
    /// <param name="Periods">Every period, in order of their first days.</param>
    /// <param name="Versions">Every version of every period, newest first.</param>
    /// <param name="Notices">The ledger, newest first.</param>
    internal sealed record Response(
        string Number,
        string Area,
        DateOnly At,
        LineView? Valid,
        Line.Phase? Phase,
        IReadOnlyList<LineView> Periods,
        IReadOnlyList<LineHistory.Step> Versions,
        IReadOnlyList<Ledger.Notice> Notices);
}
