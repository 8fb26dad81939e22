using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Calendars;

internal static class TryLimit
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calendar/due", Handle)
        .WithName("TryLimit")
        .WithSummary("When a limit that begins at a moment would be due, for the city or an organisation: to check a calendar by.")
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        DateTimeOffset from, [Range(0, 1000)] int amount, [StringLength(40)] string unit, OrganisationId? organisation, CalendarBook book,
        CancellationToken cancellationToken)
    {
        if (!Spelling.TryRead<LimitUnit>(unit, out var counted))
        {
            return Problem("unit", "时限单位不存在。");
        }

        if (from.Year is < 2000 or > 2100)
        {
            return Problem("from", "起算时间须在 2000 年至 2100 年之间。");
        }

        var (calendar, version) = await book.OfAsync(organisation, cancellationToken);
        var deadline = calendar.Due(from, new TimeLimit(amount, counted));
        return TypedResults.Ok(new Response(
            deadline.At, deadline.Provisional, (long)calendar.WorkingTimeBetween(from, deadline.At).TotalMinutes, version));
    }

    private static ValidationProblem Problem(string field, string sentence) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [sentence] });

    /// <param name="DueAt">The first moment that is too late.</param>
    /// <param name="Provisional">Whether a holiday notice still to be published may move it.</param>
    /// <param name="WorkingMinutes">The working time until then.</param>
    /// <param name="Version">The version of the calendar.</param>
    public sealed record Response(DateTimeOffset DueAt, bool Provisional, long WorkingMinutes, long Version);
}
