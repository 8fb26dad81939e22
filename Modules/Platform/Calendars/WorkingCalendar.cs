using System.Collections.Concurrent;

namespace ContactCenter.Platform.Calendars;

/// <summary>
/// The working time of an office: which days it works and at what hours. All intervals are half-open, all times Beijing's. It
/// never changes, so that one may be shared by all; another arrangement is another calendar.
/// </summary>
public sealed class WorkingCalendar
{
    // Whoever asks beyond has mistaken a unit, or closed an office for good.
    private const int MostYears = 200;

    private readonly ConcurrentDictionary<int, WorkingYear> years = new();
    private readonly StatutoryDays days;
    private readonly OfficeHours[] hours;

    /// <summary>A calendar of these days and hours.</summary>
    /// <param name="days">What every day is.</param>
    /// <param name="hours">The hours; the earliest hold for all days before them too.</param>
    /// <exception cref="ArgumentException">There are no hours, or they contradict themselves.</exception>
    public WorkingCalendar(StatutoryDays days, IEnumerable<OfficeHours> hours)
    {
        this.days = days;
        this.hours = [.. hours.OrderBy(one => one.ValidFrom)];
        if (this.hours.Length == 0 || this.hours.Any(one => one.WhyNot() is not null))
        {
            throw new ArgumentException("A calendar needs office hours that hold.", nameof(hours));
        }
    }

    /// <summary>What a day is.</summary>
    public DayFact DayOf(DateOnly day) => days[day];

    /// <summary>The hours of a day; none where the office does not work.</summary>
    public IReadOnlyList<OfficeSegment> SegmentsOf(DateOnly day) => Year(day.Year).SegmentsOf(day);

    /// <summary>Whether the office works at a moment.</summary>
    public bool IsOpen(DateTimeOffset moment)
    {
        var (day, time) = Math.DivRem(ChinaTime.LocalTicks(moment), TimeSpan.TicksPerDay);
        return SegmentsOf(DateOnly.FromDayNumber((int)day)).Any(part => part.From.Ticks <= time && time < part.To.Ticks);
    }

    /// <summary>The working time from one moment to another; negative where the second is earlier.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            return -WorkingTimeBetween(to, from);
        }

        var (start, end) = (ChinaTime.LocalTicks(from), ChinaTime.LocalTicks(to));
        var (firstYear, lastYear) = (YearOf(start), YearOf(end));
        var worked = Year(lastYear).WorkedUntil(end) - Year(firstYear).WorkedUntil(start);
        for (var year = firstYear; year < lastYear; year++)
        {
            worked += Year(year).Total;
        }

        return TimeSpan.FromTicks(worked);
    }

    /// <summary>The first moment by which so much working time has passed since <paramref name="start"/>.</summary>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        if (workingTime == TimeSpan.Zero)
        {
            return start.ToUniversalTime();
        }

        var local = ChinaTime.LocalTicks(start);
        var year = YearOf(local);
        var left = Year(year).WorkedUntil(local) + workingTime.Ticks;
        for (var last = year + MostYears; left > Year(year).Total; year++)
        {
            left -= Year(year).Total;
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(year, last, nameof(workingTime));
        }

        return ChinaTime.FromLocalTicks(Year(year).FirstMomentAfter(left));
    }

    /// <summary>The last moment from which so much working time passes until <paramref name="end"/>.</summary>
    public DateTimeOffset Subtract(DateTimeOffset end, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        if (workingTime == TimeSpan.Zero)
        {
            return end.ToUniversalTime();
        }

        var local = ChinaTime.LocalTicks(end);
        var year = YearOf(local);
        var left = Year(year).WorkedUntil(local) - workingTime.Ticks;
        for (var first = year - MostYears; left < 0;)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(year, first, nameof(workingTime));
            left += Year(--year).Total;
        }

        return ChinaTime.FromLocalTicks(Year(year).LastMomentBefore(left));
    }

    /// <summary>
    /// When a limit that begins at a moment ends. Limits in days count from the next day (民法典 201); the last day ends at
    /// closing time, for natural days at 24:00, and is never a day off (民法典 203). Working limits stand still in pauses: one in
    /// hours for exactly so long, one in days for each working day at whose closing time the clock stood. Natural ones never do.
    /// </summary>
    /// <param name="start">The moment it begins.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="pauses">In order and apart; those before the start do not matter.</param>
    public Deadline Due(DateTimeOffset start, TimeLimit limit, IReadOnlyList<Pause>? pauses = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit.Amount, nameof(limit));
        pauses ??= [];
        var due = limit.Unit switch
        {
            LimitUnit.NaturalMinutes or LimitUnit.NaturalHours => start.ToUniversalTime() + limit.Span,
            LimitUnit.NaturalDays => EndOfNaturalDay(ChinaTime.DayOf(start).AddDays(limit.Amount)),
            LimitUnit.WorkingMinutes or LimitUnit.WorkingHours => AddAround(start, limit.Span, pauses),
            LimitUnit.WorkingDays => ClosingOfWorkingDay(ChinaTime.DayOf(start), limit.Amount, pauses),
        };
        return new Deadline(due, limit.Unit is not (LimitUnit.NaturalMinutes or LimitUnit.NaturalHours) && IsProvisional(start, due));
    }

    /// <summary>
    /// When so much is left until a deadline. One working day before a deadline at closing time is the opening of that day: the
    /// office then still has all of it, and nobody is written to at night.
    /// </summary>
    public DateTimeOffset Before(DateTimeOffset due, TimeLimit limit) => limit.Unit switch
    {
        LimitUnit.NaturalMinutes or LimitUnit.NaturalHours => due.ToUniversalTime() - limit.Span,
        LimitUnit.NaturalDays => due.ToUniversalTime() - TimeSpan.FromDays(limit.Amount),
        LimitUnit.WorkingMinutes or LimitUnit.WorkingHours => Subtract(due, limit.Span),
        LimitUnit.WorkingDays => OpeningOfWorkingDay(due, limit.Amount),
    };

    /// <summary>Whether a notice still to be published may change a day from one moment to another.</summary>
    public bool IsProvisional(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (ChinaTime.DayOf(from), ChinaTime.DayOf(to));
        for (var year = first.Year; year <= last.Year; year++)
        {
            var begin = year == first.Year ? first : new DateOnly(year, 1, 1);
            if (Year(year).IsProvisional(begin, year == last.Year ? last : new DateOnly(year, 12, 31)))
            {
                return true;
            }
        }

        return false;
    }

    private DateTimeOffset AddAround(DateTimeOffset start, TimeSpan left, IReadOnlyList<Pause> pauses)
    {
        foreach (var pause in pauses.Where(pause => pause.To > start))
        {
            var worked = pause.From > start ? WorkingTimeBetween(start, pause.From) : TimeSpan.Zero;
            if (worked >= left)
            {
                break;
            }

            left -= worked;
            start = pause.To;
        }

        return Add(start, left);
    }

    private DateTimeOffset ClosingOfWorkingDay(DateOnly day, int amount, IReadOnlyList<Pause> pauses)
    {
        // Nothing to count: the day itself, or the next that works.
        day = amount == 0 ? day.AddDays(-1) : day;
        for (var left = Math.Max(amount, 1); ;)
        {
            day = NextWorkingDay(day);
            var closing = ChinaTime.At(day, SegmentsOf(day)[^1].To);
            if (!pauses.Any(pause => pause.From < closing && closing <= pause.To) && --left == 0)
            {
                return closing;
            }
        }
    }

    private DateTimeOffset EndOfNaturalDay(DateOnly day) =>
        ChinaTime.At(Year(day.Year).Works(day) ? day : NextWorkingDay(day), TimeSpan.FromDays(1));

    private DateTimeOffset OpeningOfWorkingDay(DateTimeOffset due, int amount)
    {
        // The working day whose time is used up last before the deadline.
        var day = ChinaTime.DayOf(Subtract(due, TimeSpan.FromTicks(1)));
        for (var left = amount; left > 1;)
        {
            day = day.AddDays(-1);
            left -= Year(day.Year).Works(day) ? 1 : 0;
        }

        return ChinaTime.At(day, SegmentsOf(day)[0].From);
    }

    private DateOnly NextWorkingDay(DateOnly day)
    {
        for (var last = day.AddDays(MostYears * 365); day < last;)
        {
            day = day.AddDays(1);
            if (Year(day.Year).Works(day))
            {
                return day;
            }
        }

        throw new InvalidOperationException("The calendar has no working day any more.");
    }

    private static int YearOf(long localTicks) => new DateTime(localTicks).Year;

    private WorkingYear Year(int year) => years.GetOrAdd(year, static (year, of) => new WorkingYear(year, of.DayOf, of.HoursOn), this);

    private IReadOnlyList<OfficeSegment> HoursOn(DateOnly day) =>
        (hours.LastOrDefault(one => one.ValidFrom <= day) ?? hours[0]).On(day);
}
