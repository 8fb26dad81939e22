namespace ContactCenter.Platform.Calendars;

/// <summary>One year of a calendar, with sums so that no question walks its days one by one.</summary>
internal sealed class WorkingYear
{
    private readonly int first;
    private readonly IReadOnlyList<OfficeSegment>[] segments;
    private readonly bool[] works;
    private readonly long[] workedBefore;
    private readonly int[] provisionalBefore;

    internal WorkingYear(int year, Func<DateOnly, DayFact> factOf, Func<DateOnly, IReadOnlyList<OfficeSegment>> hoursOn)
    {
        var start = new DateOnly(year, 1, 1);
        var length = DateTime.IsLeapYear(year) ? 366 : 365;
        first = start.DayNumber;
        segments = new IReadOnlyList<OfficeSegment>[length];
        works = new bool[length];
        workedBefore = new long[length + 1];
        provisionalBefore = new int[length + 1];
        for (var index = 0; index < length; index++)
        {
            var day = start.AddDays(index);
            var fact = factOf(day);
            works[index] = fact.Works;
            segments[index] = fact.Works ? hoursOn(day) : [];
            workedBefore[index + 1] = workedBefore[index] + segments[index].Sum(part => (part.To - part.From).Ticks);
            provisionalBefore[index + 1] = provisionalBefore[index] + (fact.Provisional ? 1 : 0);
        }
    }

    /// <summary>Its working time in ticks.</summary>
    internal long Total => workedBefore[^1];

    internal bool Works(DateOnly day) => works[day.DayNumber - first];

    internal IReadOnlyList<OfficeSegment> SegmentsOf(DateOnly day) => segments[day.DayNumber - first];

    /// <summary>Whether any day from one to another, both of this year, may still change.</summary>
    internal bool IsProvisional(DateOnly from, DateOnly to) =>
        provisionalBefore[to.DayNumber - first + 1] > provisionalBefore[from.DayNumber - first];

    /// <summary>The working time from the year's beginning to a moment of it, in ticks.</summary>
    internal long WorkedUntil(long localTicks)
    {
        var (day, time) = Math.DivRem(localTicks, TimeSpan.TicksPerDay);
        var index = (int)day - first;
        var worked = workedBefore[index];
        foreach (var part in segments[index])
        {
            worked += Math.Clamp(time - part.From.Ticks, 0, (part.To - part.From).Ticks);
        }

        return worked;
    }

    /// <summary>The first moment by which so much has been worked: within a segment or at its end. More than nothing, at most all.</summary>
    internal long FirstMomentAfter(long worked)
    {
        var index = FirstReaching(worked) - 1;
        worked -= workedBefore[index];
        foreach (var part in segments[index])
        {
            var length = (part.To - part.From).Ticks;
            if (worked <= length)
            {
                return Moment(index, part.From.Ticks + worked);
            }

            worked -= length;
        }

        throw new InvalidOperationException("The sums of a day do not match its hours.");
    }

    /// <summary>The last moment by which no more has been worked: within a segment or at its beginning. Less than all.</summary>
    internal long LastMomentBefore(long worked)
    {
        var index = FirstReaching(worked + 1) - 1;
        worked -= workedBefore[index];
        foreach (var part in segments[index])
        {
            var length = (part.To - part.From).Ticks;
            if (worked < length)
            {
                return Moment(index, part.From.Ticks + worked);
            }

            worked -= length;
        }

        throw new InvalidOperationException("The sums of a day do not match its hours.");
    }

    // How many days it takes to have worked so much.
    private int FirstReaching(long worked)
    {
        var (low, high) = (1, works.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = workedBefore[middle] >= worked ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private long Moment(int index, long time) => ((first + index) * TimeSpan.TicksPerDay) + time;
}
