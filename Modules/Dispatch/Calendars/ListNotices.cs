using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Calendars;

internal static class ListNotices
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/calendar/notices", Handle)
        .WithName("ListHolidayNotices")
        .WithSummary("The holiday notices of the city and of its organisations, in the order of publication.")
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Ok<IReadOnlyList<Item>>> Handle(CalendarBook book, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<Item>>([.. book.Snapshot.Notices.Select(one => new Item(one.Version, one.Organisation, one.Notice))]);
    }

    /// <param name="Version">The version of the calendar it came in by.</param>
    /// <param name="Organisation">Whose days it arranges; null for the whole city.</param>
    /// <param name="Notice">The notice.</param>
    internal sealed record Item(long Version, OrganisationId? Organisation, HolidayNotice Notice);
}
