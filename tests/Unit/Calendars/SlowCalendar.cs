namespace ContactCenter.Unit.Calendars;

/// <summary>
/// Working time counted minute by minute, written without a look at the real one: a mark for each minute of eight years and how
/// many were marked before it.
/// </summary>
internal sealed class SlowCalendar
{
    internal static readonly DateTimeOffset First = Offices.Beijing("2019-01-01 00:00");

    internal static readonly DateTimeOffset Last = Offices.Beijing("2027-01-01 00:00");

    // Off and worked beyond what the weekday says, from 2019 to 2026 as amended; one line a year.
    private const string Off = """
        2019-01-01 2019-02-04>2019-02-10 2019-04-05>2019-04-07 2019-05-01>2019-05-04 2019-06-07>2019-06-09 2019-09-13>2019-09-15 2019-10-01>2019-10-07
        2020-01-01 2020-01-24>2020-02-02 2020-04-04>2020-04-06 2020-05-01>2020-05-05 2020-06-25>2020-06-27 2020-10-01>2020-10-08
        2021-01-01>2021-01-03 2021-02-11>2021-02-17 2021-04-03>2021-04-05 2021-05-01>2021-05-05 2021-06-12>2021-06-14 2021-09-19>2021-09-21 2021-10-01>2021-10-07
        2022-01-01>2022-01-03 2022-01-31>2022-02-06 2022-04-03>2022-04-05 2022-04-30>2022-05-04 2022-06-03>2022-06-05 2022-09-10>2022-09-12 2022-10-01>2022-10-07
        2022-12-31>2023-01-02 2023-01-21>2023-01-27 2023-04-05 2023-04-29>2023-05-03 2023-06-22>2023-06-24 2023-09-29>2023-10-06
        2024-01-01 2024-02-10>2024-02-17 2024-04-04>2024-04-06 2024-05-01>2024-05-05 2024-06-10 2024-09-15>2024-09-17 2024-10-01>2024-10-07
        2025-01-01 2025-01-28>2025-02-04 2025-04-04>2025-04-06 2025-05-01>2025-05-05 2025-05-31>2025-06-02 2025-10-01>2025-10-08
        2026-01-01>2026-01-03 2026-02-15>2026-02-23 2026-04-04>2026-04-06 2026-05-01>2026-05-05 2026-06-19>2026-06-21 2026-09-25>2026-09-27 2026-10-01>2026-10-07
        """;

    private const string Worked = """
        2019-02-02 2019-02-03 2019-04-28 2019-05-05 2019-09-29 2019-10-12 2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10
        2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09 2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07
        2022-10-08 2022-10-09 2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08 2024-02-04 2024-02-18 2024-04-07
        2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14
        2026-02-28 2026-05-09 2026-09-20 2026-10-10
        """;

    private static readonly char[] Blanks = [' ', '\n'];

    private readonly bool[] works;
    private readonly int[] before;

    /// <param name="isOpen">Whether a minute of a working day, counted since midnight, is office time.</param>
    internal SlowCalendar(Func<DateOnly, int, bool> isOpen)
    {
        var off = Off.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).SelectMany(Days).ToHashSet();
        var worked = Worked.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).SelectMany(Days).ToHashSet();
        works = new bool[(int)(Last - First).TotalMinutes];
        before = new int[works.Length + 1];
        for (var minute = 0; minute < works.Length; minute++)
        {
            var day = new DateOnly(2019, 1, 1).AddDays(minute / 1440);
            var workDay = worked.Contains(day)
                || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            works[minute] = workDay && isOpen(day, minute % 1440);
            before[minute + 1] = before[minute] + (works[minute] ? 1 : 0);
        }
    }

    /// <summary>The working time from one moment to a later one.</summary>
    internal TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => Until(to) - Until(from);

    /// <summary>The same by walking every minute.</summary>
    internal TimeSpan Walked(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var minute = (int)(from - First).TotalMinutes; First.AddMinutes(minute) < to; minute++)
        {
            var (begin, end) = (First.AddMinutes(minute), First.AddMinutes(minute + 1));
            sum += works[minute] ? (end < to ? end : to) - (begin > from ? begin : from) : TimeSpan.Zero;
        }

        return sum;
    }

    private TimeSpan Until(DateTimeOffset moment)
    {
        var minute = (int)((moment - First).Ticks / TimeSpan.TicksPerMinute);
        var rest = TimeSpan.FromTicks((moment - First).Ticks % TimeSpan.TicksPerMinute);
        return TimeSpan.FromMinutes(before[minute]) + (minute < works.Length && works[minute] ? rest : TimeSpan.Zero);
    }

    private static IEnumerable<DateOnly> Days(string span)
    {
        var ends = Array.ConvertAll(span.Split('>'), text => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return Enumerable.Range(0, ends[^1].DayNumber - ends[0].DayNumber + 1).Select(ends[0].AddDays);
    }
}
