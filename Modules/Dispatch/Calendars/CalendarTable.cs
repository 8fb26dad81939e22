using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>How calendars stand in the database: notices and office hours that are only added, each a version of all calendars.</summary>
internal static class CalendarTable
{
    private const string SelectNewest = "select coalesce(max(version), 0) from dispatch.calendar_changes";

    private const string SelectNotices = """
        select n.version, n.org_id, n.number, n.title, n.published_on, n.year, n.number_checked,
            (select jsonb_agg(jsonb_build_object('day', d.day, 'kind', d.kind, 'name', d.name) order by d.day)
                from dispatch.holiday_days d where d.version = n.version)::text as days
        from dispatch.holiday_notices n
        where n.version <= @upTo
        order by n.published_on, n.version
        """;

    private const string SelectHours = """
        select version, org_id, valid_from, seasons::text as seasons
        from dispatch.office_hours
        where version <= @upTo
        order by version
        """;

    // One writer after another, so that whoever has seen a version has seen all before it. Readers are not kept waiting.
    private const string Lock = "lock table dispatch.calendar_changes in share row exclusive mode";

    private const string InsertChange = """
        insert into dispatch.calendar_changes (kind, org_id, summary, why, made_by, made_by_name, made_at)
        values (@kind, @organisation, @summary, @why, @by, @byName, @at)
        returning version
        """;

    private const string InsertNotice = """
        insert into dispatch.holiday_notices (version, org_id, number, title, published_on, year, number_checked)
        values (@version, @organisation, @Number, @Title, @PublishedOn, @Year, @NumberChecked)
        """;

    private const string InsertDays = """
        insert into dispatch.holiday_days (version, day, kind, name)
        select @version, day, kind, name from unnest(@days, @kinds, @names) as given (day, kind, name)
        """;

    private const string InsertHours = """
        insert into dispatch.office_hours (version, org_id, valid_from, seasons)
        values (@version, @organisation, @ValidFrom, @seasons::jsonb)
        """;

    internal static Task<long> NewestAsync(Db db, CancellationToken cancellationToken) =>
        db.FindAsync<long>(SelectNewest, null, cancellationToken);

    internal static Task LockAsync(Work work) => work.ExecuteAsync(Lock);

    internal static async Task<CalendarSnapshot> ReadAsync(Db db, long upTo, CancellationToken cancellationToken)
    {
        var notices = await db.ListAsync<NoticeRow>(SelectNotices, new { upTo }, cancellationToken);
        var hours = await db.ListAsync<HoursRow>(SelectHours, new { upTo }, cancellationToken);
        return new CalendarSnapshot(upTo, [.. notices.Select(row => row.Read())], [.. hours.Select(row => row.Read())]);
    }

    internal static async Task<long> AddAsync(Work work, HolidayNotice notice, Change change)
    {
        var version = await AddChangeAsync(work, "notice", change);
        await work.ExecuteAsync(InsertNotice, new
        {
            version,
            organisation = change.Organisation,
            notice.Number,
            notice.Title,
            notice.PublishedOn,
            notice.Year,
            notice.NumberChecked,
        });
        var days = notice.Days.SelectMany(span => Enumerable
            .Range(0, span.To.DayNumber - span.From.DayNumber + 1)
            .Select(index => (Day: span.From.AddDays(index), Kind: Spelling.Of(span.Kind), span.Name))).ToArray();
        await work.ExecuteAsync(InsertDays, new
        {
            version,
            days = Array.ConvertAll(days, one => one.Day.ToDateTime(TimeOnly.MinValue)),
            kinds = Array.ConvertAll(days, one => one.Kind),
            names = Array.ConvertAll(days, one => one.Name),
        });
        return version;
    }

    internal static async Task<long> AddAsync(Work work, OfficeHours hours, Change change)
    {
        var version = await AddChangeAsync(work, "office_hours", change);
        await work.ExecuteAsync(InsertHours, new
        {
            version,
            organisation = change.Organisation,
            validFrom = hours.ValidFrom.ToDateTime(TimeOnly.MinValue),
            seasons = JsonSerializer.Serialize(hours.Seasons, Json.Options),
        });
        return version;
    }

    private static Task<long> AddChangeAsync(Work work, string kind, Change change) => work.FindAsync<long>(InsertChange, new
    {
        kind,
        organisation = change.Organisation,
        summary = change.Summary,
        why = change.Why,
        by = change.By,
        byName = change.ByName,
        at = change.At,
    });

    /// <summary>Who changes the calendar, for whom and why.</summary>
    internal sealed record Change(
        OrganisationId? Organisation, string Summary, string Why, AccountId? By, string ByName, DateTimeOffset At);

    private sealed class NoticeRow
    {
        public long Version { get; init; }

        public Guid? OrgId { get; init; }

        public string Number { get; init; } = "";

        public string Title { get; init; } = "";

        public DateOnly PublishedOn { get; init; }

        public int? Year { get; init; }

        public bool NumberChecked { get; init; }

        public string? Days { get; init; }

        internal StoredNotice Read() => new(
            Version, OrgId is { } unit ? new OrganisationId(unit) : null,
            new HolidayNotice(Number, PublishedOn, Year, NumberChecked, Title,
            [
                .. (Days is null ? [] : JsonSerializer.Deserialize<List<DayRow>>(Days, Json.Options)!)
                    .Select(row => new ArrangedDays(row.Day, row.Day, Spelling.Read<DayKind>(row.Kind), row.Name)),
            ]));
    }

    private sealed record DayRow(DateOnly Day, string Kind, string Name);

    private sealed class HoursRow
    {
        public long Version { get; init; }

        public Guid? OrgId { get; init; }

        public DateOnly ValidFrom { get; init; }

        public string Seasons { get; init; } = "";

        internal StoredHours Read() => new(
            Version, OrgId is { } unit ? new OrganisationId(unit) : null,
            new OfficeHours(ValidFrom, JsonSerializer.Deserialize<List<OfficeSeason>>(Seasons, Json.Options)!));
    }
}
