using ContactCenter.Dispatch.Clocks;
using ContactCenter.Platform.Calendars;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Calendars;

/// <summary>
/// What goes wrong elsewhere must not here: each test has the number of the defect in the tracker of the project that had it.
/// </summary>
public sealed class FieldDefectTests
{
    private const int Times = 5000;

    private static readonly WorkingCalendar Plain = Offices.Of("plain");

    private static readonly Gen<DateTimeOffset> Moments = Gen.Int[0, 60 * 24 * 700].Select(minutes => Offices.Beijing("2024-02-01 00:00").AddMinutes(minutes));

    private static readonly Gen<TimeLimit> WorkingLimits =
        Gen.OneOf(
            Gen.Int[1, 40].Select(hours => new TimeLimit(hours, LimitUnit.WorkingHours)),
            Gen.Int[1, 300].Select(minutes => new TimeLimit(minutes, LimitUnit.WorkingMinutes)),
            Gen.Int[1, 15].Select(days => new TimeLimit(days, LimitUnit.WorkingDays)));

    [Test(Description = "Escalation came at 00:00 on days of several segments.")]
    public void GLPI_PR22678_a_day_of_several_segments_never_ends_at_midnight() =>
        Gen.Select(Moments, WorkingLimits).Sample(iter: Times, predicate: (start, limit) =>
        {
            var due = Plain.Due(start, limit).At;
            return InOrAtTheEndOfAnOfficeSegment(Plain, due);
        });

    [Test(Description = "A ticket was violated while it was pending.")]
    public void GLPI_24481_nothing_is_due_while_it_is_paused() =>
        Gen.Select(Moments, WorkingLimits, Gen.Int[0, 6000], Gen.Int[1, 20000]).Sample(iter: Times, predicate: (start, limit, after, length) =>
        {
            var pause = new Pause(start.AddMinutes(after), start.AddMinutes(after + length));
            var without = Plain.Due(start, limit).At;
            var due = Plain.Due(start, limit, [pause]).At;
            return without <= pause.From ? due == without : due >= without && (due <= pause.From || due >= pause.To);
        });

    [Test(Description = "A pending time over a weekend was counted.")]
    public void GLPI_10594_a_pause_outside_office_hours_moves_nothing() =>
        Gen.Select(Moments, WorkingLimits).Sample(iter: Times, predicate: (start, limit) =>
        {
            var closed = Plain.Add(start, TimeSpan.FromMinutes(1));
            closed = Plain.Due(closed, new TimeLimit(0, LimitUnit.WorkingDays)).At;
            var opens = Plain.Add(closed, TimeSpan.FromTicks(1)).AddTicks(-1);
            return Plain.Due(start, limit, [new Pause(closed.AddTicks(1), opens)]).At == Plain.Due(start, limit).At;
        });

    [Test(Description = "Pending time was lost when the SLA changed, and so were extensions.")]
    public void GLPI_6902_and_15605_a_limit_changed_on_the_way_keeps_pauses_and_what_has_passed() =>
        Gen.Select(Moments, Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 6000], Gen.Int[1, 5000]).Sample(iter: Times, predicate: (start, hours, more, after, length) =>
        {
            Pause[] pauses = [new(start.AddMinutes(after), start.AddMinutes(after + length))];
            var changed = Timing.Of(Plain, start, [Hours(hours), Hours(more)], pauses, null, null);
            var fromTheBeginning = Timing.Of(Plain, start, [Hours(hours + more)], pauses, null, null);
            return changed.DueAt == fromTheBeginning.DueAt;
        });

    [Test(Description = "Right after an upgrade there was only a calendar of 24 hours on 7 days.")]
    public void GLPI_15429_the_delivered_days_have_weekends_and_holidays() =>
        Moments.Sample(iter: Times, predicate: moment => Plain.DayOf(ChinaTime.DayOf(moment)).Works || !Plain.IsOpen(moment));

    [Test(Description = "A day that ends at 23:59 lost or gained its last minute.")]
    public void Zammad_3140_and_3180_the_last_minute_of_the_day_counts_once()
    {
        var late = Offices.Of("late");
        var whole = Offices.Of("whole");
        var day = Offices.Beijing("2026-01-12 00:00");

        Assert.That(late.WorkingTimeBetween(day, day.AddDays(1)), Is.EqualTo(new TimeSpan(15, 59, 0)));
        Assert.That(whole.WorkingTimeBetween(day, day.AddDays(5)), Is.EqualTo(TimeSpan.FromDays(5)));
        Moments.Sample(iter: Times, predicate: moment => whole.WorkingTimeBetween(moment, moment.AddMinutes(1)) is var minute
            && minute == (whole.DayOf(ChinaTime.DayOf(moment)).Works ? TimeSpan.FromMinutes(1) : TimeSpan.Zero));
    }

    [Test(Description = "Mails about escalations came at midnight and on weekends.")]
    public void Zammad_4432_a_warning_of_working_time_comes_in_office_hours() =>
        Gen.Select(Moments, WorkingLimits, Gen.Int[1, 3]).Sample(iter: Times, predicate: (start, limit, days) =>
            Timing.Of(Plain, start, [limit], [], null, new TimeLimit(days, LimitUnit.WorkingDays)).WarnAt is not { } warn
            || Plain.IsOpen(warn));

    [Test(Description = "One segment a day was all there could be.")]
    public void Chatwoot_14009_a_day_may_have_any_number_of_segments() =>
        Assert.That(Offices.Of("three").WorkingTimeBetween(Offices.Beijing("2026-01-12 00:00"), Offices.Beijing("2026-01-13 00:00")),
            Is.EqualTo(TimeSpan.FromHours(6.5)));

    [Test(Description = "The lunch break was counted.")]
    public void Frappe_2212_lunch_is_no_working_time() => Moments.Sample(iter: Times, predicate: moment =>
        Plain.WorkingTimeBetween(AtTime(moment, 12), AtTime(moment, 14.5)) == TimeSpan.Zero);

    [Test(Description = "The clock was shown as paused and ticked on; overdue came in the pause.")]
    public void Frappe_1554_and_osTicket_3034_what_is_left_stands_still_in_a_pause() =>
        Gen.Select(Moments, Gen.Int[2, 40], Gen.Int[0, 119], Gen.Int[1, 20000]).Sample(iter: Times, predicate: (start, hours, used, length) =>
        {
            var from = Plain.Add(start, TimeSpan.FromMinutes(used));
            Pause pause = new(from, from.AddMinutes(length));
            var left = Plain.WorkingTimeBetween(from, Plain.Due(start, Hours(hours)).At);
            return Plain.WorkingTimeBetween(pause.To, Plain.Due(start, Hours(hours), [pause]).At) == left;
        });

    [Test(Description = "A deadline from above must not give more time.")]
    public void A_hard_cap_or_another_platforms_deadline_only_ever_shortens() =>
        Gen.Select(Moments, WorkingLimits, Gen.Int[1, 30000]).Sample(iter: Times, predicate: (start, limit, cap) =>
        {
            var free = Timing.Of(Plain, start, [limit], [], null, null).DueAt;
            var capped = Timing.Of(Plain, start, [limit], [], start.AddMinutes(cap), null).DueAt;
            return capped == (free < start.AddMinutes(cap) ? free : start.AddMinutes(cap));
        });

    [Test(Description = "Only working time stands still at night, on holidays and in pauses.")]
    public void Natural_hours_never_pause() => Gen.Select(Moments, Gen.Int[1, 72]).Sample(iter: Times, predicate: (start, hours) =>
        Plain.Due(start, new TimeLimit(hours, LimitUnit.NaturalHours), [new Pause(start, start.AddDays(30))]).At == start.AddHours(hours));

    [Test(Description = "A deadline in days is never on a day off, and waiting never brings it nearer.")]
    public void A_deadline_in_days_is_monotone_and_never_on_a_day_off() =>
        Gen.Select(Moments, Gen.Int[0, 20], Gen.Int[0, 5000], Gen.Bool).Sample(iter: Times, predicate: (start, days, later, natural) =>
        {
            var limit = new TimeLimit(days, natural ? LimitUnit.NaturalDays : LimitUnit.WorkingDays);
            var due = Plain.Due(start, limit).At;
            return Plain.DayOf(ChinaTime.DayOf(due.AddTicks(-1))).Works
                && Plain.Due(start.AddMinutes(later), limit).At >= due
                && Plain.Due(start, limit with { Amount = days + 1 }).At >= due;
        });

    private static TimeLimit Hours(int hours) => new(hours, LimitUnit.WorkingHours);

    private static DateTimeOffset AtTime(DateTimeOffset moment, double hours) =>
        ChinaTime.At(ChinaTime.DayOf(moment), TimeSpan.FromHours(hours));

    private static bool InOrAtTheEndOfAnOfficeSegment(WorkingCalendar calendar, DateTimeOffset moment)
    {
        var day = ChinaTime.DayOf(moment);
        var time = moment - ChinaTime.At(day, TimeSpan.Zero);
        return calendar.SegmentsOf(day).Any(part => part.From < time && time <= part.To);
    }
}
