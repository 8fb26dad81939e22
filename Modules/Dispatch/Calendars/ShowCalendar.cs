using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Calendars;

internal static class ShowCalendar
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calendar", Handle)
        .WithName("ShowCalendar")
        .WithSummary("Every day of a year for the city or an organisation: what it is, by which notice, and its office hours.")
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Ok<Response>> Handle(
        [Range(2000, 2100)] int year, OrganisationId? organisation, CalendarBook book, CancellationToken cancellationToken)
    {
        var (calendar, version) = await book.OfAsync(organisation, cancellationToken);
        var first = new DateOnly(year, 1, 1);
        var days = Enumerable.Range(0, first.AddYears(1).DayNumber - first.DayNumber)
            .Select(first.AddDays)
            .Select(day => Day.Of(day, calendar))
            .ToArray();
        return TypedResults.Ok(new Response(
            year, version, days.Count(day => day.Kind is DayKind.Workday or DayKind.MakeUp), days.Any(day => day.Provisional), days));
    }

    /// <param name="Year">The year.</param>
    /// <param name="Version">The version of the calendar.</param>
    /// <param name="WorkDays">How many days are worked.</param>
    /// <param name="Provisional">Whether a notice still to be published may change any of them (暂定).</param>
    /// <param name="Days">All of them.</param>
    public sealed record Response(int Year, long Version, int WorkDays, bool Provisional, IReadOnlyList<Day> Days);

    /// <param name="Date">The day.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Name">The holiday it belongs to.</param>
    /// <param name="Notice">The notice that says so.</param>
    /// <param name="Provisional">Whether a notice still to be published may change it.</param>
    /// <param name="Hours">The parts in which the office works.</param>
    public sealed record Day(
        DateOnly Date, DayKind Kind, string? Name, string? Notice, bool Provisional, IReadOnlyList<SetOfficeHours.Part> Hours)
    {
        internal static Day Of(DateOnly day, WorkingCalendar calendar)
        {
            var fact = calendar.DayOf(day);
            return new Day(day, fact.Kind, fact.Name, fact.Notice, fact.Provisional,
                [.. calendar.SegmentsOf(day).Select(SetOfficeHours.Part.Of)]);
        }
    }
}
