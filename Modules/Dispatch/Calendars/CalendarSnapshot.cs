using System.Collections.Concurrent;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>One version of all calendars: the city's, and those of organisations with days or hours of their own.</summary>
internal sealed class CalendarSnapshot
{
    private readonly ConcurrentDictionary<string, WorkingCalendar> own = new();
    private readonly ILookup<OrganisationId, HolidayNotice> localNotices;
    private readonly ILookup<OrganisationId, OfficeHours> localHours;
    private readonly StatutoryDays days;
    private readonly OfficeHours[] cityHours;

    internal CalendarSnapshot(long version, IReadOnlyList<StoredNotice> notices, IReadOnlyList<StoredHours> hours)
    {
        (Version, Notices, Hours) = (version, notices, hours);
        days = StatutoryDays.From(notices.Where(one => one.Organisation is null).Select(one => one.Notice));
        cityHours = [.. hours.Where(one => one.Organisation is null).Select(one => one.Hours)];
        localNotices = notices.Where(one => one.Organisation is not null).ToLookup(one => one.Organisation!.Value, one => one.Notice);
        localHours = hours.Where(one => one.Organisation is not null).ToLookup(one => one.Organisation!.Value, one => one.Hours);
        City = cityHours.Length > 0 ? new WorkingCalendar(days, cityHours) : null;
    }

    /// <summary>The last change it contains.</summary>
    internal long Version { get; }

    internal IReadOnlyList<StoredNotice> Notices { get; }

    internal IReadOnlyList<StoredHours> Hours { get; }

    /// <summary>The city's calendar; null only before the reference data are loaded.</summary>
    internal WorkingCalendar? City { get; }

    /// <summary>
    /// The calendar of an organisation, given with those above it, nearest first: local holidays of all of them on top of the
    /// state's, and the hours of the nearest that has some.
    /// </summary>
    internal WorkingCalendar Of(IReadOnlyList<OrganisationId> line)
    {
        // Units alike in this share a calendar, and one that moves in the tree finds another.
        var having = line.Where(unit => localNotices.Contains(unit) || localHours.Contains(unit)).ToArray();
        return having.Length > 0
            ? own.GetOrAdd(string.Join(' ', having), _ => Make(having))
            : City ?? throw new InvalidOperationException("No office hours are known yet.");
    }

    private WorkingCalendar Make(OrganisationId[] line)
    {
        var hours = line.Select(unit => localHours[unit].ToArray()).FirstOrDefault(some => some.Length > 0) ?? cityHours;

        // Of the city's hours those hold that were in force before the organisation had its own.
        var before = hours == cityHours ? [] : cityHours.Where(one => one.ValidFrom < hours.Min(local => local.ValidFrom));
        return new WorkingCalendar(days.With(Enumerable.Reverse(line).SelectMany(unit => localNotices[unit])), [.. before, .. hours]);
    }
}

/// <summary>A notice with the version it came in by and whom it is for.</summary>
internal sealed record StoredNotice(long Version, OrganisationId? Organisation, HolidayNotice Notice);

/// <summary>Office hours with the version they came in by and whose they are.</summary>
internal sealed record StoredHours(long Version, OrganisationId? Organisation, OfficeHours Hours);
