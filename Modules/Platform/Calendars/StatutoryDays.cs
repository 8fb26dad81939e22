using System.Collections.Frozen;

namespace ContactCenter.Platform.Calendars;

/// <summary>What every day is, as a set of notices says: without change, and safe to share.</summary>
public sealed class StatutoryDays
{
    // A notice may begin in the last days of the year before its own: 2022-12-31, and 2018-12-29 to be worked.
    private const int FirstDayOfNextNotice = 26;

    private readonly FrozenDictionary<DateOnly, DayFact> arranged;
    private readonly FrozenSet<int> published;

    private StatutoryDays(FrozenDictionary<DateOnly, DayFact> arranged, FrozenSet<int> published) =>
        (this.arranged, this.published) = (arranged, published);

    /// <summary>The days as these notices together say. To know what was known on a day, give those published until then.</summary>
    public static StatutoryDays From(IEnumerable<HolidayNotice> notices)
    {
        var days = new Dictionary<DateOnly, DayFact>();
        var years = new HashSet<int>();
        foreach (var notice in notices.OrderBy(notice => notice.PublishedOn))
        {
            Apply(days, notice);
            if (notice.Year is { } year)
            {
                years.Add(year);
            }
        }

        return new StatutoryDays(days.ToFrozenDictionary(), years.ToFrozenSet());
    }

    /// <summary>The same with notices of one organisation on top, which are stronger whenever they were published.</summary>
    public StatutoryDays With(IEnumerable<HolidayNotice> local)
    {
        var days = arranged.ToDictionary();
        foreach (var notice in local.OrderBy(notice => notice.PublishedOn))
        {
            Apply(days, notice);
        }

        return new StatutoryDays(days.ToFrozenDictionary(), published);
    }

    /// <summary>Whether the yearly notice is there.</summary>
    public bool IsPublished(int year) => published.Contains(year);

    /// <summary>What a day is. Of a year without a notice only what the law itself says is known.</summary>
    public DayFact this[DateOnly day]
    {
        get
        {
            if (arranged.TryGetValue(day, out var fact))
            {
                return fact;
            }

            var plain = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
            if (!published.Contains(day.Year))
            {
                var name = StatutoryEstimate.NameOf(day);
                return new DayFact(name is null ? plain : DayKind.Holiday, name, null, Provisional: true);
            }

            var mayBelongToNext = day is { Month: 12, Day: >= FirstDayOfNextNotice } && !published.Contains(day.Year + 1);
            return new DayFact(plain, null, null, mayBelongToNext);
        }
    }

    private static void Apply(Dictionary<DateOnly, DayFact> days, HolidayNotice notice)
    {
        foreach (var span in notice.Days)
        {
            for (var day = span.From; day <= span.To; day = day.AddDays(1))
            {
                days[day] = new DayFact(span.Kind, span.Name, notice.Number, Provisional: false);
            }
        }
    }
}
