using System.Globalization;
using ContactCenter.Platform.Calendars;
using NUnit.Framework;

namespace ContactCenter.Unit.Calendars;

/// <summary>Every line of deadline-cases.csv.</summary>
public sealed class DeadlineTableTests
{
    private static IEnumerable<TestCaseData<Case>> Cases => File
        .ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Calendars", "deadline-cases.csv"))
        .Where(line => !line.StartsWith('#'))
        .Select(Case.Read)
        .Select(one => new TestCaseData<Case>(one).SetArgDisplayNames($"{one.Start:yyyy-MM-dd HH:mm} {one.Limit.Amount} {one.Limit.Unit}: {one.Why}"));

    [TestCaseSource(nameof(Cases))]
    public void A_deadline_is_when_the_calendar_on_the_wall_says(Case one)
    {
        var deadline = Offices.Of(one.Calendar, one.KnownOn).Due(one.Start, one.Limit, one.Pauses);

        Assert.That(deadline.At.ToOffset(ChinaTime.Offset), Is.EqualTo(one.Due));
        Assert.That(deadline.Provisional, Is.EqualTo(one.Provisional));
    }

    [Test]
    public void There_are_enough_of_them() => Assert.That(Cases.Count(), Is.GreaterThanOrEqualTo(60));

    public sealed record Case(
        string Calendar, DateOnly? KnownOn, DateTimeOffset Start, TimeLimit Limit, IReadOnlyList<Pause> Pauses, DateTimeOffset Due,
        bool Provisional, string Why)
    {
        internal static Case Read(string line)
        {
            var fields = line.Split('|');
            return new Case(
                fields[0],
                fields[1].Length > 0 ? DateOnly.ParseExact(fields[1], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                Offices.Beijing(fields[2]),
                new TimeLimit(
                    int.Parse(fields[3].Split(' ')[0], CultureInfo.InvariantCulture), Enum.Parse<LimitUnit>(fields[3].Split(' ')[1])),
                [
                    .. fields[4].Split(';', StringSplitOptions.RemoveEmptyEntries)
                        .Select(pause => pause.Split('>'))
                        .Select(pause => new Pause(Offices.Beijing(pause[0]), Offices.Beijing(pause[1]))),
                ],
                Offices.Beijing(fields[5]),
                fields[6] == "yes",
                fields[7]);
        }
    }
}
