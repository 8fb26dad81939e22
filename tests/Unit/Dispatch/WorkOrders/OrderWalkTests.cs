using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using NUnit.Framework;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>
/// Walks through the declared machine at random: everybody tries everything with whatever facts. What the machine does not allow is
/// refused; what an act's own rule refuses has changed nothing; what is accepted went along an arrow; and after every step the order
/// keeps its invariants.
/// </summary>
public sealed class OrderWalkTests
{
    private const int Steps = 250_000;

    private readonly OrderWorld world = new();
    private readonly Dictionary<OrderState, int> visited = [];
    private readonly Dictionary<Act, int> done = [];

    [Test]
    public void No_sequence_of_acts_brings_an_order_into_an_illegal_state()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var dice = new Random(seed);
        var acts = new RandomActs(world, dice);
        var (order, clocks, at, settledFor) = (OrderWorld.NewOrder(), new HashSet<(ClockKind, OrganisationId?)>(), OrderWorld.Morning, 0);
        for (var step = 0; step < Steps; step++)
        {
            at = at.AddMinutes(dice.Next(1, 90));

            // Half of the time somebody does what can be done, so that orders get far; the other half anybody tries anything.
            var actor = dice.Next(6) == 0 ? Actor.System : acts.Pick(world.Actors);
            var possible = dice.Next(2) == 0 ? Legality.PossibleActs(order, new Moment(actor, at)) : Enum.GetValues<Act>();
            var act = possible.Count == 0 ? Act.Open : acts.Pick(possible);

            // What ends most orders early gets its turn, but not as often as everything else.
            if (act is Act.Open || (act is Act.Merge or Act.Withdraw or Act.Archive && dice.Next(20) > 0))
            {
                continue;
            }

            Step(acts, order, act, new Moment(actor, at), clocks, $"seed {seed}, step {step}, {act} by {actor.Name}");
            if (Machine.Settled.Contains(order.State) && ++settledFor > 60)
            {
                (order, clocks, settledFor) = (OrderWorld.NewOrder(dice.Next(4) > 0), [], 0);
            }
        }

        Assert.That(visited.Keys, Is.EquivalentTo(Enum.GetValues<OrderState>()), "Everywhere was walked.");
        Assert.That(Enum.GetValues<Act>().Except(done.Keys), Is.EquivalentTo([Act.Open]), "Everything was done.");
        TestContext.Out.WriteLine($"{done.Values.Sum()} acts done: {string.Join(' ', done.OrderBy(one => one.Key).Select(one => $"{one.Key}={one.Value}"))}");
    }

    private void Step(
        RandomActs acts, Order order, Act act, Moment moment, HashSet<(ClockKind, OrganisationId?)> clocks, string where)
    {
        var (before, from, first) = (Picture(order), order.State, order.Citizens.ToDictionary(one => one.Appeal, one => (one.FirstRating, one.FirstSolved)));
        var rule = Machine.Of(act);
        var mayByTable = rule.Arrows.Any(arrow => arrow.From == from) && order.PartiesOf(moment.Actor).Any(rule.Who.Contains);
        var refusal = Legality.WhyNot(act, order, moment);
        if (!mayByTable)
        {
            Must(refusal is { Code: "not-possible-now" or "not-yours" }, where, "was allowed against the table");
        }

        Must((refusal is null) == Legality.PossibleActs(order, moment).Contains(act), where, "the list of what is possible says otherwise");
        if (refusal is not null)
        {
            return;
        }

        var turn = new Turn(act, order, moment, world.Ground);
        if (acts.Apply(turn) is { } no)
        {
            Must(no.Sentence.Length > 5 && Picture(order) == before, where, $"{no.Code} changed the order");
            return;
        }

        Must(rule.Between(from, order.State) is not null, where, $"went from {from} to {order.State}");
        order.Version++;
        foreach (var step in ClockSteps.Of(turn).ToList())
        {
            Carry(clocks, step);
        }

        if (turn.Succession is var (old, heir))
        {
            foreach (var moved in clocks.Where(clock => clock.Item2 == old).ToList())
            {
                clocks.Remove(moved);
                clocks.Add((moved.Item1, heir));
            }
        }

        done[act] = done.GetValueOrDefault(act) + 1;
        visited[order.State] = visited.GetValueOrDefault(order.State) + 1;
        if (OrderInvariants.Broken(order, clocks) is { } broken)
        {
            Must(false, where, broken);
        }

        foreach (var citizen in order.Citizens.Where(one => first.ContainsKey(one.Appeal)))
        {
            var (rating, solved) = first[citizen.Appeal];
            Must(rating is null || (rating, solved) == (citizen.FirstRating, citizen.FirstSolved), where, "the first rating changed");
        }
    }

    private static void Carry(HashSet<(ClockKind, OrganisationId?)> clocks, ClockStep step)
    {
        switch (step.Verb)
        {
            case ClockVerb.Start:
                clocks.Add((step.Kind, step.Org));
                break;
            case ClockVerb.Stop or ClockVerb.Cancel:
                clocks.Remove((step.Kind, step.Org));
                break;
            case ClockVerb.CancelAll:
                clocks.Clear();
                break;
        }
    }

    private static string Picture(Order order) => JsonSerializer.Serialize(new { order, order.Assignments, order.Matters, order.Citizens });

    private static void Must(bool holds, string where, string what)
    {
        if (!holds)
        {
            Assert.Fail($"{where}: {what}");
        }
    }
}
