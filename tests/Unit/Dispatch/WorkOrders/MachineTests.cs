using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch;
using ContactCenter.Dispatch.WorkOrders;
using NUnit.Framework;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>The machine as it is declared: whole, without dead ends, and as its page shows it.</summary>
public sealed class MachineTests
{
    // Which property of a body says which fact.
    private static readonly Dictionary<Fact, string[]> Says = new()
    {
        [Fact.Reason] = ["Reason"],
        [Fact.LegalBasis] = ["LegalBasis"],
        [Fact.Unit] = ["Unit", "Units"],
        [Fact.Deadline] = ["Amount", "DueAt", "ReviewAt"],
        [Fact.PublicAnswer] = ["PublicAnswer"],
        [Fact.InternalText] = ["InternalText"],
        [Fact.StatutoryRoute] = ["StatutoryRoute"],
        [Fact.Receiver] = ["Receiver"],
        [Fact.CitizensWord] = ["Reached"],
        [Fact.Instrument] = ["Instrument"],
        [Fact.Proof] = ["Proof"],
    };

    [Test]
    public void Every_act_has_one_line_and_the_first_none() =>
        Assert.That(Machine.All.Select(rule => rule.Act), Is.EquivalentTo(Enum.GetValues<Act>().Except([Act.Open])));

    [Test]
    public void Every_act_has_somebody_who_may_and_a_state_in_which_it_can_be_done() => Assert.Multiple(() =>
    {
        foreach (var rule in Machine.All)
        {
            Assert.That(rule.Who, Is.Not.Empty, rule.Act.ToString());
            Assert.That(rule.Arrows, Is.Not.Empty, rule.Act.ToString());
            Assert.That(rule.Arrows.Select(arrow => (arrow.From, arrow.To)), Is.Unique, rule.Act.ToString());
        }
    });

    [Test]
    public void Every_state_can_be_reached_and_every_one_but_the_last_be_left()
    {
        var reached = new HashSet<OrderState> { OrderState.PendingReview };
        while (Machine.All.SelectMany(rule => rule.Arrows).Any(arrow => reached.Contains(arrow.From) && reached.Add(arrow.To)))
        {
        }

        Assert.That(reached, Is.EquivalentTo(Enum.GetValues<OrderState>()));
        Assert.That(
            Enum.GetValues<OrderState>().Where(state => !Machine.All.Any(rule => rule.Arrows.Any(arrow => arrow.From == state && arrow.To != state))),
            Is.EqualTo([OrderState.Archived]));
    }

    [Test]
    public void What_is_settled_never_goes_on() => Assert.That(
        Machine.All.SelectMany(rule => rule.Arrows).Where(arrow => Machine.Settled.Contains(arrow.From) && !Machine.Settled.Contains(arrow.To)),
        Is.Empty);

    [Test]
    public void What_ends_an_order_ends_its_clocks() => Assert.That(
        Machine.All.SelectMany(rule => rule.Arrows.Select(arrow => (rule.Act, arrow)))
            .Where(one => !Machine.Settled.Contains(one.arrow.From) && Machine.Settled.Contains(one.arrow.To) && !one.arrow.Clocks.EndsAll),
        Is.Empty);

    [Test]
    public void A_return_does_not_stop_the_citizens_clock() => Assert.That(
        Machine.Of(Act.Return).Arrows.SelectMany(arrow => (arrow.Clocks.Stops ?? [])
            .Concat(arrow.Clocks.Cancels ?? []).Concat(arrow.Clocks.Pauses ?? [])),
        Has.None.EqualTo(ContactCenter.Dispatch.Clocks.ClockKind.Citizen));

    [Test]
    public void Every_fact_that_an_act_must_say_is_in_its_body() => Assert.Multiple(() =>
    {
        var requests = typeof(DispatchModule).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) && type.GetProperty("Version") is not null)
            .ToList();
        foreach (var rule in Machine.All.Where(rule => !rule.Who.SequenceEqual([Party.System]) && rule.Facts.Length > 0))
        {
            Assert.That(
                requests.Any(request => rule.Facts.All(fact => Says[fact].Any(name => request.GetProperty(name) is not null))), Is.True,
                $"{rule.Act} must say {string.Join(", ", rule.Facts)}.");
        }
    });

    [Test]
    public void Everything_has_a_name_that_people_use() => Assert.Multiple(() =>
    {
        Assert.That(Enum.GetValues<OrderState>().Select(state => state.Chinese()), Is.Unique);
        Assert.That(Enum.GetValues<Act>().Select(act => act.Chinese()), Is.Unique);
        Assert.That(Enum.GetValues<Party>().Select(party => party.Chinese()), Is.Unique);
        Assert.That(Enum.GetValues<Fact>().Select(fact => fact.Chinese()), Is.Unique);
    });

    [Test]
    public void The_right_to_an_acts_endpoint_lets_in_everybody_who_may_do_it() => Assert.Multiple(() =>
    {
        Assert.That(Legality.RightFor(Machine.Of(Act.Dispatch)), Is.EqualTo(Rights.DispatchOrders));
        Assert.That(Legality.RightFor(Machine.Of(Act.Sign)), Is.EqualTo(Rights.HandleOrders));
        Assert.That(Legality.RightFor(Machine.Of(Act.Escalate)), Is.EqualTo(Rights.SuperviseOrders));
        Assert.That(Legality.RightFor(Machine.Of(Act.ReleasePart)), Is.EqualTo(Rights.SeeOrders), "The hotline and units: the machine decides.");
    });

    [Test]
    public void The_page_in_the_documentation_is_the_machine()
    {
        var path = Path.Combine(Root(AppContext.BaseDirectory), "docs", "work-order-states.md");
        if (Environment.GetEnvironmentVariable("CONTACTCENTER_WRITE_DOCS") is "1")
        {
            File.WriteAllText(path, MachineDiagram.Page());
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo(MachineDiagram.Page()), "Write it again, as it says on top.");
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "ContactCenter.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No ContactCenter.sln above the tests."));
}
