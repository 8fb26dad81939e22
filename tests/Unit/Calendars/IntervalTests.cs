using ContactCenter.Platform.Calendars;
using NUnit.Framework;

namespace ContactCenter.Unit.Calendars;

/// <summary>A million random intervals: adding and subtracting are inverse, monotone, and equal to counting by hand.</summary>
public sealed class IntervalTests
{
    private const int Intervals = 1_000_000;

    private static readonly long LongestInterval = TimeSpan.FromDays(90).Ticks;

    private static readonly (string Name, Func<DateOnly, int, bool> IsOpen)[] Kinds =
    [
        ("plain", (_, minute) => minute is >= 480 and < 720 or >= 870 and < 1050),
        ("seasons", (day, minute) => minute is >= 480 and < 720
            || (day.Month is >= 6 and <= 9 ? minute is >= 900 and < 1080 : minute is >= 870 and < 1050)),
        ("three", (_, minute) => minute is < 120 or >= 540 and < 690 or >= 1320),
    ];

    [Test]
    public void A_million_random_intervals_add_and_subtract_as_counting_by_hand_says()
    {
        var calendars = Array.ConvertAll(Kinds, kind => (Fast: Offices.Of(kind.Name), Slow: new SlowCalendar(kind.IsOpen)));
        var random = new Random(20261128);
        for (var index = 0; index < Intervals; index++)
        {
            var (fast, slow) = calendars[index % calendars.Length];
            var from = Moment(random, SlowCalendar.Last.AddDays(-180));
            var to = from.AddTicks(Length(random));
            var worked = slow.Between(from, to);
            if (Wrong(fast, from, to, worked, TimeSpan.FromTicks(random.NextInt64(LongestInterval / 6))) is { } wrong)
            {
                Assert.Fail($"{Kinds[index % calendars.Length].Name} {from:o} {to:o}: {wrong}");
            }
        }
    }

    [Test]
    public void Counting_by_hand_is_what_walking_every_minute_gives()
    {
        var random = new Random(1);
        foreach (var kind in Kinds)
        {
            var slow = new SlowCalendar(kind.IsOpen);
            for (var index = 0; index < 200; index++)
            {
                var from = Moment(random, SlowCalendar.Last.AddDays(-180));
                var to = from.AddTicks(Length(random));
                Assert.That(slow.Walked(from, to), Is.EqualTo(slow.Between(from, to)), $"{kind.Name} {from:o} {to:o}");
            }
        }
    }

    private static string? Wrong(WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to, TimeSpan worked, TimeSpan more)
    {
        if (calendar.WorkingTimeBetween(from, to) != worked || calendar.WorkingTimeBetween(to, from) != -worked)
        {
            return $"{calendar.WorkingTimeBetween(from, to)} instead of {worked}";
        }

        // Where the end is not worked, adding comes to the last moment that was.
        var end = calendar.Add(from, worked);
        var start = calendar.Subtract(to, worked);
        if (end > to || calendar.WorkingTimeBetween(from, end) != worked || calendar.WorkingTimeBetween(end, to) != TimeSpan.Zero)
        {
            return $"adding {worked} gives {end:o}";
        }

        if (start < from || calendar.WorkingTimeBetween(start, to) != worked || calendar.WorkingTimeBetween(from, start) != TimeSpan.Zero)
        {
            return $"subtracting {worked} gives {start:o}";
        }

        if (worked > TimeSpan.Zero && (calendar.Add(start, worked) != end || calendar.Subtract(end, worked) != start))
        {
            return "adding and subtracting are not inverse";
        }

        var later = calendar.Add(from, more);
        return calendar.WorkingTimeBetween(from, later) != more ? $"adding {more} gives {later:o}"
            : (more >= worked ? later < end : later > end) ? "more working time ends earlier"
            : calendar.Add(to, more) < later ? "what begins later ends earlier"
            : more > TimeSpan.Zero && calendar.Add(end, more) != calendar.Add(from, worked + more) ? "two parts are not the whole"
            : null;
    }

    // Every third one on a whole minute, where segments begin and end.
    private static DateTimeOffset Moment(Random random, DateTimeOffset before)
    {
        var ticks = random.NextInt64((before - SlowCalendar.First).Ticks);
        return SlowCalendar.First.AddTicks(random.Next(3) == 0 ? ticks / TimeSpan.TicksPerMinute / 30 * 30 * TimeSpan.TicksPerMinute : ticks);
    }

    private static long Length(Random random) => random.Next(3) switch
    {
        0 => random.NextInt64(TimeSpan.TicksPerDay),
        1 => random.NextInt64(LongestInterval) / TimeSpan.TicksPerMinute / 30 * 30 * TimeSpan.TicksPerMinute,
        _ => random.NextInt64(LongestInterval),
    };
}
