using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Calendars;

internal static class AddHolidayNotice
{
    private const int MostDays = 400;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/calendar/notices", Handle)
        .WithName("AddHolidayNotice")
        .WithSummary("Adds a yearly holiday notice, an amendment of single days, or local holidays; open deadlines follow at once.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<Response>, ValidationProblem, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, CalendarEditor editor, OrganisationBook organisations, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (WhyNot(request) is { } problems)
        {
            return TypedResults.ValidationProblem(problems);
        }

        if (request.Organisation is { } unit && await organisations.FindAsync(unit, cancellationToken) is null)
        {
            return TypedResults.ValidationProblem(Problem("organisation", "没有这个单位,请从单位列表中选择。"));
        }

        var notice = new HolidayNotice(
            request.Number.Trim(), request.PublishedOn, request.Year, NumberChecked: true, request.Title.Trim(),
            [.. request.Days.Select(span => new ArrangedDays(span.From, span.To ?? span.From, span.Kind, span.Name.Trim()))]);
        var change = new CalendarTable.Change(
            request.Organisation, $"{notice.Title}({notice.Number})", request.Why, user.Id, user.Name, clock.GetUtcNow());
        return await editor.AddAsync(notice, change, cancellationToken) is { } version
            ? TypedResults.Ok(new Response(version))
            : new Refusal(
                "notice-exists", $"文号“{notice.Number}”已登记,已登记的通知不能改写;如需更正,请另加一条(例如“{notice.Number} 更正”)。").ToProblem();
    }

    private static Dictionary<string, string[]>? WhyNot(Request request)
    {
        if (request.Days.Any(span => (span.To ?? span.From) < span.From || (span.To ?? span.From).DayNumber - span.From.DayNumber > MostDays))
        {
            return Problem("days", "每一段的止日不能早于起日,且不超过一年。");
        }

        if (request.Days.Any(span => span.From.Year is < 2000 or > 2100))
        {
            return Problem("days", "日期须在 2000 年至 2100 年之间。");
        }

        var days = request.Days.SelectMany(span =>
            Enumerable.Range(0, (span.To ?? span.From).DayNumber - span.From.DayNumber + 1).Select(span.From.AddDays)).ToArray();
        if (days.Distinct().Count() < days.Length)
        {
            return Problem("days", "同一天在一份通知里只能出现一次。");
        }

        // What is left to the day of the week is said by no notice, and makes nobody wonder.
        var weekdays = days.Zip(request.Days.SelectMany(span =>
            Enumerable.Repeat(span.Kind, (span.To ?? span.From).DayNumber - span.From.DayNumber + 1)));
        if (weekdays.Any(one => one.Second is not DayKind.Holiday
            && (one.Second is DayKind.MakeUp or DayKind.Weekend) != (one.First.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)))
        {
            return Problem("days", "调休上班(makeUp)与恢复休息(weekend)只能是周六、周日,恢复上班(workday)只能是周一至周五。");
        }

        return request is { Organisation: not null, Year: not null }
            ? Problem("year", "地方或单位的通知不能代替国务院办公厅的年度通知,请不要填写年份。")
            : null;
    }

    private static Dictionary<string, string[]> Problem(string field, string sentence) => new() { [field] = [sentence] };

    /// <param name="Number">文号.</param>
    /// <param name="Title">标题.</param>
    /// <param name="PublishedOn">When it was published: of two notices about a day the later counts.</param>
    /// <param name="Year">The year it arranges as a whole; null for an amendment and for local holidays.</param>
    /// <param name="Organisation">Whose days it arranges; null for the whole city.</param>
    /// <param name="Days">What it says.</param>
    /// <param name="Why">Why it is entered, for the history and the audit.</param>
    public sealed record Request(
        [Required, StringLength(80)] string Number, [Required, StringLength(200)] string Title,
        [property: JsonRequired] DateOnly PublishedOn, [Range(2000, 2100)] int? Year, OrganisationId? Organisation,
        [Required, MinLength(1), MaxLength(100)] IReadOnlyList<Span> Days, [Required, StringLength(300)] string Why);

    /// <param name="From">The first day.</param>
    /// <param name="To">The last; null for a single day.</param>
    /// <param name="Kind">What they are.</param>
    /// <param name="Name">The holiday.</param>
    public sealed record Span(
        [property: JsonRequired] DateOnly From, DateOnly? To, [property: JsonRequired] DayKind Kind,
        [property: Required, StringLength(40)] string Name);

    /// <param name="Version">The version of the calendar that it makes.</param>
    public sealed record Response(long Version);
}
