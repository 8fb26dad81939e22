using ContactCenter.Telephony.EventApi.Ordering;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony.EventApi;

public sealed class CallOrderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan GapWait = TimeSpan.FromSeconds(2);

    [Test]
    public void Whatever_order_and_pieces_a_whole_call_comes_in_it_is_applied_in_its_own_order() =>
        (from count in Gen.Int[1, 30]
         from order in Gen.Shuffle(Enumerable.Range(1, count).ToArray())
         from cuts in Gen.Int[1, 5].List[1, 30]
         select (order, cuts))
        .Sample(made =>
        {
            var applied = Play(made.order.Select((sequence, place) => Event(place + 1, sequence)), made.cuts, waitBetween: default);
            Assert.That(applied.Select(step => step.Event.CallSequence), Is.EqualTo(made.order.Order().Select(one => (int?)one)));
            Assert.That(applied, Has.All.Matches<Step>(step => step is { Verdict: Verdict.Apply, IsAfterGap: false }));
        });

    [Test]
    public void With_losses_repeats_and_delays_every_event_is_judged_once_and_applied_ones_only_go_forward() =>
        (from sequences in Gen.Int[1, 12].Array[1, 30]
         from epochs in Gen.Long[1, 3].Array[sequences.Length]
         from cuts in Gen.Int[1, 5].List[1, 30]
         from wait in Gen.Int[0, 3]
         select (sequences, epochs, cuts, wait))
        .Sample(made =>
        {
            var events = made.sequences.Select((sequence, place) => Event(place + 1, sequence, made.epochs[place]));
            var steps = Play(events, made.cuts, TimeSpan.FromSeconds(made.wait));
            Assert.That(steps.Select(step => step.Event.Id), Is.Unique.And.Exactly(made.sequences.Length).Items);
            var applied = steps.Where(step => step.Verdict is Verdict.Apply)
                .Select(step => (step.Event.Epoch, step.Event.CallSequence)).ToArray();
            Assert.That(applied, Is.EqualTo(applied.Order()).And.Unique);
        });

    [Test]
    public void After_its_end_nothing_but_endings_is_applied() =>
        (from count in Gen.Int[2, 20]
         from end in Gen.Int[1, count - 1]
         select (count, end))
        .Sample(made =>
        {
            var steps = Play(
                Enumerable.Range(1, made.count).Select(sequence => Event(sequence, sequence, ends: sequence == made.end)), [3], default);
            Assert.That(
                steps.Where(step => step.Event.CallSequence > made.end).Select(step => step.Verdict), Has.All.EqualTo(Verdict.Revival));
        });

    [Test]
    public void A_missing_event_is_waited_for_two_seconds_and_then_gone_over()
    {
        var early = CallOrder.Next(default, [Event(1, 1), Event(2, 3)], Start, GapWait);
        Assert.That(early.Steps.Select(step => step.Event.CallSequence), Is.EqualTo(new int?[] { 1 }));
        Assert.That(early.LookAgainAt, Is.EqualTo(Start + GapWait));

        var late = CallOrder.Next(early.Cursor, [Event(2, 3)], Start + GapWait, GapWait);
        Assert.That(late.Steps.Single(), Has.Property(nameof(Step.IsAfterGap)).True);
        Assert.That(late.Cursor, Is.EqualTo(new CallCursor(1, 3, HasGap: true, HasEnded: false)));
        Assert.That(late.LookAgainAt, Is.Null);
    }

    [Test]
    public void How_it_ended_is_told_even_when_it_comes_too_late()
    {
        var cursor = new CallCursor(1, 5, HasGap: true, HasEnded: false);
        var plan = CallOrder.Next(cursor, [Event(9, 4, ends: true), Event(10, 3)], Start, GapWait);
        Assert.That(plan.Steps.Select(step => step.Verdict), Is.EquivalentTo(new[] { Verdict.Apply, Verdict.Late }));
    }

    [Test]
    public void That_a_call_came_is_told_even_when_it_comes_after_its_end()
    {
        foreach (var (sequence, cursor) in new (int?, CallCursor)[] { (1, new(1, 3, true, true)), (null, new(0, 0, false, true)) })
        {
            var arrival = new WaitingEvent(9, 1, sequence, Start, CountsLate: true, EndsCall: false);
            var plan = CallOrder.Next(cursor, [arrival], Start, GapWait);
            Assert.That(plan.Steps.Single(), Is.EqualTo(new Step(arrival, Verdict.Apply)));
            Assert.That(plan.Cursor, Is.EqualTo(cursor));
        }
    }

    [Test]
    public void A_PBX_that_starts_anew_may_count_on_or_from_one()
    {
        var cursor = new CallCursor(1, 5, HasGap: false, HasEnded: false);
        foreach (var sequence in new[] { 1, 6 })
        {
            var plan = CallOrder.Next(cursor, [Event(9, sequence, epoch: 2)], Start, GapWait);
            Assert.That(plan.Steps.Single(), Is.EqualTo(new Step(Event(9, sequence, epoch: 2), Verdict.Apply)));
        }
    }

    private static WaitingEvent Event(long id, int sequence, long epoch = 1, bool ends = false) =>
        new(id, epoch, sequence, Start, ends, ends);

    /// <summary>Has the events come in pieces, and keeps on looking until nothing waits.</summary>
    private static List<Step> Play(IEnumerable<WaitingEvent> events, List<int> pieces, TimeSpan waitBetween)
    {
        var (left, waiting, steps) = (new Queue<WaitingEvent>(events), new List<WaitingEvent>(), new List<Step>());
        var (cursor, now, piece) = (default(CallCursor), Start, 0);
        while (left.Count > 0 || waiting.Count > 0)
        {
            for (var count = pieces[piece++ % pieces.Count]; count > 0 && left.TryDequeue(out var next); count--)
            {
                waiting.Add(next with { ReceivedAt = now });
            }

            var plan = CallOrder.Next(cursor, waiting, now, GapWait);
            steps.AddRange(plan.Steps);
            waiting.RemoveAll(one => plan.Steps.Any(step => step.Event.Id == one.Id));
            Assert.That(plan.LookAgainAt is null, Is.EqualTo(waiting.Count is 0));
            (cursor, now) = (plan.Cursor, left.Count > 0 ? now + waitBetween : plan.LookAgainAt ?? now);
        }

        return steps;
    }
}
