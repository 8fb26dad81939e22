using ContactCenter.Platform.Calendars;
using NUnit.Framework;

namespace ContactCenter.Unit.Calendars;

/// <summary>Every day of the years 2021 to 2026 against the State Council's notices, written down a second time.</summary>
public sealed class NoticeTests
{
    private static readonly StatutoryDays Days = StatutoryDays.From(HolidayNotices.Delivered);

    [TestCase(2021, 250,
        "1/1-3 2/11-17 4/3-5 5/1-5 6/12-14 9/19-21 10/1-7",
        "2/7 2/20 4/25 5/8 9/18 9/26 10/9")]
    [TestCase(2022, 249,
        "1/1-3 1/31-2/6 4/3-5 4/30-5/4 6/3-5 9/10-12 10/1-7 12/31",
        "1/29 1/30 4/2 4/24 5/7 10/8 10/9")]
    [TestCase(2023, 249,
        "1/1-2 1/21-27 4/5 4/29-5/3 6/22-24 9/29-10/6",
        "1/28 1/29 4/23 5/6 6/25 10/7 10/8")]
    [TestCase(2024, 251,
        "1/1 2/10-17 4/4-6 5/1-5 6/10 9/15-17 10/1-7",
        "2/4 2/18 4/7 4/28 5/11 9/14 9/29 10/12")]
    [TestCase(2025, 248,
        "1/1 1/28-2/4 4/4-6 5/1-5 5/31-6/2 10/1-8",
        "1/26 2/8 4/27 9/28 10/11")]
    [TestCase(2026, 248,
        "1/1-3 2/15-23 4/4-6 5/1-5 6/19-21 9/25-27 10/1-7",
        "1/4 2/14 2/28 5/9 9/20 10/10")]
    public void Every_day_of_the_year_is_what_its_notice_says(int year, int workDays, string off, string worked)
    {
        var holidays = off.Split(' ').SelectMany(span => Span(year, span)).ToHashSet();
        var makeUps = worked.Split(' ').SelectMany(span => Span(year, span)).ToHashSet();
        var all = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).ToArray();

        Assert.Multiple(() =>
        {
            foreach (var day in all)
            {
                var expected = holidays.Contains(day) ? DayKind.Holiday
                    : makeUps.Contains(day) ? DayKind.MakeUp
                    : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend
                    : DayKind.Workday;
                Assert.That(Days[day].Kind, Is.EqualTo(expected), $"{day:yyyy-MM-dd}");
            }
        });
        Assert.That(all.Count(day => Days[day].Works), Is.EqualTo(workDays));
        Assert.That(makeUps.Select(day => day.DayOfWeek), Is.All.EqualTo(DayOfWeek.Saturday).Or.EqualTo(DayOfWeek.Sunday));
    }

    [Test]
    public void An_arranged_day_names_its_holiday_and_its_notice()
    {
        var day = Days[new DateOnly(2026, 2, 14)];

        Assert.That((day.Kind, day.Name, day.Notice), Is.EqualTo((DayKind.MakeUp, "春节", "国办发明电〔2025〕7号")));
        Assert.That(HolidayNotices.Delivered.Where(notice => !notice.NumberChecked).Select(notice => notice.Title),
            Is.EqualTo(["国务院办公厅关于延长2020年春节假期的通知"]), "Its number was seen in one place only.");
    }

    [Test]
    public void Of_a_year_without_notice_the_days_off_by_law_are_known_and_every_day_is_provisional()
    {
        var named = Enumerable.Range(0, 365).Select(new DateOnly(2027, 1, 1).AddDays).Where(day => Days[day].Name is not null);

        Assert.That(named.Select(day => $"{day.Month}/{day.Day} {Days[day].Name}"), Is.EqualTo(
        [
            "1/1 元旦", "2/5 春节", "2/6 春节", "2/7 春节", "2/8 春节", "4/5 清明节", "5/1 劳动节", "5/2 劳动节", "6/9 端午节",
            "9/15 中秋节", "10/1 国庆节", "10/2 国庆节", "10/3 国庆节",
        ]));
        Assert.That(Days[new DateOnly(2027, 3, 1)], Is.EqualTo(new DayFact(DayKind.Workday, null, null, Provisional: true)));
        Assert.That(Days[new DateOnly(2026, 12, 25)].Provisional, Is.False);
        Assert.That(Days[new DateOnly(2026, 12, 31)].Provisional, Is.True, "It may belong to the next notice, as 2022-12-31 did.");
    }

    [TestCase(2021)]
    [TestCase(2022)]
    [TestCase(2023)]
    [TestCase(2024)]
    [TestCase(2025)]
    [TestCase(2026)]
    public void What_the_law_lets_one_expect_was_off_in_every_year_that_had_its_notice(int year)
    {
        var expected = StatutoryDays.From([]);
        var wrong = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(day => expected[day].Name is not null && Days[day].Works);

        // Until 2024 New Year's Eve and the second of May were not off by law, and of 2024 the eve was worked.
        Assert.That(wrong, year == 2024 ? Is.EqualTo([new DateOnly(2024, 2, 9)]) : Is.Empty);
    }

    [Test]
    public void A_later_notice_may_take_an_earlier_one_back()
    {
        var back = new HolidayNotice(
            "更正", new DateOnly(2026, 1, 20), null, true, "更正",
            [
                new ArrangedDays(new DateOnly(2026, 2, 14), new DateOnly(2026, 2, 14), DayKind.Weekend, "更正"),
                new ArrangedDays(new DateOnly(2026, 2, 23), new DateOnly(2026, 2, 23), DayKind.Workday, "更正"),
            ]);
        var days = StatutoryDays.From([.. HolidayNotices.Delivered, back]);

        Assert.That((days[new DateOnly(2026, 2, 14)].Works, days[new DateOnly(2026, 2, 23)].Works), Is.EqualTo((false, true)));
        Assert.That(Days[new DateOnly(2026, 2, 14)].Works, Is.True);
    }

    private static IEnumerable<DateOnly> Span(int year, string span)
    {
        var ends = span.Split('-');
        var first = Day(year, ends[0]);
        var last = ends.Length == 1 ? first : Day(year, ends[1].Contains('/', StringComparison.Ordinal) ? ends[1] : $"{first.Month}/{ends[1]}");
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly Day(int year, string text) => DateOnly.ParseExact(
        $"{year}/{text}", "yyyy/M/d", System.Globalization.CultureInfo.InvariantCulture);
}
