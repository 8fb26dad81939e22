using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Lines;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony;

/// <summary>What the reference lines and lines like them do with a call.</summary>
public sealed class LineRoutingTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly Line[] Reference = [.. ReferenceLines.Read("0746", DateTimeOffset.UnixEpoch)];

    [TestCase("12345", "general(line-12345)")]
    [TestCase("12331", "market(line-12331)", Description = "Whole merge: the subject's queue, the old line's greeting")]
    [TestCase("12301", "culture(line-12301)")]
    [TestCase("12315", "market(line-12315) 30s, department-market()", Description = "Dual, 12345 first")]
    [TestCase("12333", "department-social(line-12333) 20s, social()", Description = "Dual, the department first")]
    [TestCase("12328", "urban(line-12328)", Description = "Dual, seat arrangement unknown: nobody else to overflow to")]
    [TestCase("12366", "forward 12366@subcenter(line-12366) 25s, general()", Description = "Sub-centre, with take-back")]
    [TestCase("12356", "social(line-12356)", Description = "Mode unknown, still answered")]
    [TestCase("110", "general(notice-emergency)", Description = "An emergency waits for no notice to end")]
    [TestCase("95598", "notice notice-utility, general()")]
    [TestCase("12388", "notice notice-refer, general()")]
    [TestCase("12355", "notice notice-other, general()")]
    public void A_reference_line_does_with_a_call_what_its_mode_says(string number, string steps) =>
        Assert.That(Told(RouteOf(Reference.Single(line => line.Number == number && line.HoldsOn(Today)))), Is.EqualTo(steps));

    [TestCase("2021-10-15", null)]
    [TestCase("2021-10-16", MergeMode.DualNumber)]
    [TestCase("2021-12-30", MergeMode.DualNumber)]
    [TestCase("2021-12-31", MergeMode.WholeMerge)]
    [TestCase("2026-11-23", MergeMode.WholeMerge)]
    public void Line_12318_changed_its_mode_at_the_end_of_2021(string day, object? mode)
    {
        var line = Reference.SingleOrDefault(line => line.Number == "12318" && line.HoldsOn(DateOnly.Parse(day, null)));

        Assert.That(line?.Settings.Mode, Is.EqualTo(mode));
    }

    [Test]
    public void Reference_lines_contradict_neither_themselves_nor_each_other()
    {
        Assert.That(Reference.SelectMany(line => line.Contradictions()), Is.Empty);
        Assert.That(
            from one in Reference
            from other in Reference
            where one != other && one.Number == other.Number
            where one.ValidFrom < (other.ValidTo ?? DateOnly.MaxValue) && other.ValidFrom < (one.ValidTo ?? DateOnly.MaxValue)
            select one.Number,
            Is.Empty);
    }

    [Test]
    public void Every_prompt_of_a_reference_line_has_words() => Assert.That(
        Reference.SelectMany(line => line.Phases.Select(phase => (phase.Prompt, phase.PromptText))
            .Append((line.Settings.Greeting, line.Settings.GreetingText)))
            .Where(prompt => prompt.Item1 is not null && string.IsNullOrWhiteSpace(prompt.Item2)),
        Is.Empty);

    [TestCase(PhaseKind.Preparation, "urban(hello)")]
    [TestCase(PhaseKind.Parallel, "urban(hello)")]
    [TestCase(PhaseKind.Forwarding, "urban(hello)")]
    [TestCase(PhaseKind.NoticeOnly, "notice hello, urban()")]
    [TestCase(PhaseKind.Closed, "notice hello, general()", Description = "Its old queue may be wrong by now; a person answers")]
    public void A_merged_line_does_with_a_call_what_its_phase_says(object phase, string steps) =>
        Assert.That(Told(RouteOf(Merged((PhaseKind)phase, "hello"))), Is.EqualTo(steps));

    [Test]
    public void A_notice_ends_the_call_only_where_the_line_says_so()
    {
        var line = Merged(PhaseKind.NoticeOnly, "hello");

        Assert.That(
            Told(RouteOf(line with { Settings = line.Settings with { AfterNotice = AfterNotice.End } })),
            Is.EqualTo("notice hello"));
    }

    [TestCase(PhaseKind.NoticeOnly, "notice number-retired, urban()")]
    [TestCase(PhaseKind.Closed, "notice number-closed, general()")]
    public void A_retired_number_without_a_prompt_of_its_own_still_says_so(object phase, string steps) =>
        Assert.That(Told(RouteOf(Merged((PhaseKind)phase, null))), Is.EqualTo(steps));

    [Test]
    public void A_phase_begins_on_its_day_and_its_prompt_with_it()
    {
        var line = Merged(PhaseKind.Parallel, "before") with
        {
            Phases =
            [
                new Line.Phase(PhaseKind.Parallel, Today.AddDays(-10), "before", null),
                new Line.Phase(PhaseKind.Forwarding, Today, "after", null),
            ],
        };

        Assert.That(Told(LineRouting.RouteOf(line, Today.AddDays(-1), "0746")), Is.EqualTo("urban(before)"));
        Assert.That(Told(LineRouting.RouteOf(line, Today, "0746")), Is.EqualTo("urban(after)"));
        Assert.That(Told(LineRouting.RouteOf(line, Today.AddDays(-11), "0746")), Is.EqualTo("urban()"), "Before any phase");
    }

    [TestCase(FirstSide.HotlineFirst, null, "office@trunk", "urban(hello) 40s, forward office@trunk() 40s, urban()")]
    [TestCase(FirstSide.DepartmentFirst, null, "office@trunk", "forward office@trunk(hello) 40s, urban()")]
    [TestCase(FirstSide.DepartmentFirst, "seats", "office@trunk", "seats(hello) 40s, urban()")]
    [TestCase(null, "seats", null, "urban(hello) 40s, seats()")]
    public void A_dual_line_overflows_to_the_other_side_and_always_ends_in_a_queue(
        object? first, string? seats, string? address, string steps)
    {
        var line = Merged(PhaseKind.Parallel, "hello");
        var dual = line.Settings with
        {
            Mode = MergeMode.DualNumber, FirstSide = (FirstSide?)first, DepartmentQueue = seats, ForwardAddress = address,
            OverflowSeconds = 40,
        };

        Assert.That(Told(RouteOf(line with { Settings = dual })), Is.EqualTo(steps));
    }

    [Test]
    public void A_sub_centre_without_an_address_is_answered_here()
    {
        var line = Merged(PhaseKind.Parallel, "hello");

        Assert.That(
            Told(RouteOf(line with { Settings = line.Settings with { Mode = MergeMode.SubCenter } })), Is.EqualTo("urban(hello)"));
    }

    [Test]
    public void Another_areas_line_is_named_with_its_area()
    {
        var line = Merged(PhaseKind.Parallel, null) with { Area = "0731" };

        Assert.That(RouteOf(line).Line, Is.EqualTo("0731-12319"));
    }

    private static CallRoute RouteOf(Line line) => LineRouting.RouteOf(line, Today, "0746");

    private static Line Merged(PhaseKind phase, string? prompt)
    {
        var like = Reference.First(line => line.Number == "12319");
        return like with
        {
            Settings = like.Settings with { Mode = MergeMode.WholeMerge, Greeting = null },
            Phases = [new Line.Phase(phase, Today, prompt, null)],
        };
    }

    private static string Told(CallRoute route) => string.Join(", ", route.Steps.Select(step => step switch
    {
        QueueStep queue => $"{queue.Queue}({queue.Greeting}){(queue.AtMostSeconds is { } most ? $" {most}s" : "")}",
        ForwardStep forward => $"forward {forward.Address}({forward.Greeting}) {forward.RingSeconds}s",
        NoticeStep notice => $"notice {notice.Prompt}",
        _ => throw new NotSupportedException(step.ToString()),
    }));
}
