using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Calendars;

internal static class SetOfficeHours
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar/office-hours", List)
            .WithName("ListOfficeHours")
            .WithSummary("The office hours of the city and of organisations with hours of their own, in the order they were set.")
            .RequireAuthorization(Rights.SignedIn);
        routes.MapPost("/calendar/office-hours", Handle)
            .WithName("SetOfficeHours")
            .WithSummary("Sets the office hours of the city or of an organisation from a day on; open deadlines follow at once.")
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Ok<IReadOnlyList<Item>>> List(CalendarBook book, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<Item>>([.. book.Snapshot.Hours.Select(one => new Item(
            one.Version, one.Organisation, one.Hours.ValidFrom,
            [
                .. one.Hours.Seasons.Select(season => new Season(
                    season.Month, season.Day, [.. season.Segments.Select(Part.Of)])),
            ]))]);
    }

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        Request request, CurrentUser user, CalendarEditor editor, OrganisationBook organisations, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (request.Organisation is { } unit && await organisations.FindAsync(unit, cancellationToken) is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["organisation"] = ["没有这个单位,请从单位列表中选择。"] });
        }

        var hours = new OfficeHours(
            request.ValidFrom,
            [
                .. request.Seasons.Select(season => new OfficeSeason(
                    season.Month, season.Day,
                    [.. season.Parts.Select(part => new OfficeSegment(TimeSpan.FromMinutes(part.From), TimeSpan.FromMinutes(part.To)))])),
            ]);
        if (hours.WhyNot() is { } sentence)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["seasons"] = [sentence] });
        }

        var change = new CalendarTable.Change(
            request.Organisation, $"作息时间({request.ValidFrom:yyyy-MM-dd} 起)", request.Why, user.Id, user.Name, clock.GetUtcNow());
        return TypedResults.Ok(new Response(await editor.AddAsync(hours, change, cancellationToken)));
    }

    /// <param name="Organisation">Whose; null for the whole city.</param>
    /// <param name="ValidFrom">The first day they hold; those before end there.</param>
    /// <param name="Seasons">Each from its day of every year on.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        OrganisationId? Organisation, [property: JsonRequired] DateOnly ValidFrom,
        [Required, MinLength(1), MaxLength(12)] IReadOnlyList<Season> Seasons, [Required, StringLength(300)] string Why);

    /// <param name="Month">The month it begins in.</param>
    /// <param name="Day">The day it begins on.</param>
    /// <param name="Parts">The parts of a working day.</param>
    public sealed record Season(
        [property: Range(1, 12)] int Month, [property: Range(1, 31)] int Day,
        [property: Required, MinLength(1), MaxLength(10)] IReadOnlyList<Part> Parts);

    /// <param name="From">Minutes since midnight.</param>
    /// <param name="To">Minutes since midnight, up to 1440; this minute no longer counts.</param>
    public sealed record Part([property: Range(0, 1440)] int From, [property: Range(0, 1440)] int To)
    {
        internal static Part Of(OfficeSegment part) => new((int)part.From.TotalMinutes, (int)part.To.TotalMinutes);
    }

    /// <param name="Version">The version of the calendar that it makes.</param>
    public sealed record Response(long Version);

    internal sealed record Item(long Version, OrganisationId? Organisation, DateOnly ValidFrom, IReadOnlyList<Season> Seasons);
}
