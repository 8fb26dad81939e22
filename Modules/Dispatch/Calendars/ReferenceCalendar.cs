using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>
/// Brings what the system was delivered with into the database: notices that are not there yet, so that a newer version of the
/// system brings newer notices; and office hours where there are none.
/// </summary>
internal static class ReferenceCalendar
{
    private const string SelectNumbers = "select number from dispatch.holiday_notices where org_id is null";

    private const string CountHours = "select count(*)::int from dispatch.office_hours where org_id is null";

    private const string By = "系统";

    private static readonly OfficeHours Usual = new(new DateOnly(2019, 1, 1),
    [
        new OfficeSeason(6, 1, [Part(8, 0, 12, 0), Part(15, 0, 18, 0)]),
        new OfficeSeason(10, 1, [Part(8, 0, 12, 0), Part(14, 30, 17, 30)]),
    ]);

    internal static async Task LoadAsync(Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await CalendarTable.LockAsync(work);
        var there = (await work.ListAsync<string>(SelectNumbers)).ToHashSet();
        foreach (var notice in HolidayNotices.Delivered.Where(notice => !there.Contains(notice.Number)))
        {
            await CalendarTable.AddAsync(work, notice, new CalendarTable.Change(
                null, notice.Title, $"系统自带({notice.Number})", null, By, clock.GetUtcNow()));
        }

        if (await work.FindAsync<int>(CountHours) == 0)
        {
            await CalendarTable.AddAsync(work, Usual, new CalendarTable.Change(
                null, "作息时间", "PROPOSED 建议值,非永州规定:夏季 6–9 月 8:00–12:00、15:00–18:00,其余 8:00–12:00、14:30–17:30",
                null, By, clock.GetUtcNow()));
        }

        await work.CommitAsync();
    }

    private static OfficeSegment Part(int fromHour, int fromMinute, int toHour, int toMinute) =>
        new(new TimeSpan(fromHour, fromMinute, 0), new TimeSpan(toHour, toMinute, 0));
}
