using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I5: nothing that is due stays undone for longer than the bound while there is a database and a host.</summary>
internal static class BoundedStuck
{
    internal static IEnumerable<Violation> Check(Evidence evidence, Timeline timeline)
    {
        // After an outage connections are made anew and what waited is worked off.
        var outages = evidence.Outages.Select(one => (one.From, one.To + evidence.Bound)).ToList();
        return Offers(evidence, outages).Concat(WrapUps(evidence, outages)).Concat(Pairs(evidence, timeline, outages))
            .Concat(Commands(evidence, outages)).Concat(AtRest(evidence));
    }

    private static IEnumerable<Violation> Offers(Evidence evidence, List<(DateTime, DateTime)> outages)
    {
        var queues = evidence.Queues.ToDictionary(queue => queue.Key);
        foreach (var offer in evidence.Reservations)
        {
            var most = TimeSpan.FromSeconds(queues[offer.Queue].OfferSeconds + evidence.AutoAnswerSeconds) + evidence.Bound;
            var until = offer.ConnectedAt ?? offer.EndedAt ?? evidence.Ended;
            if (Timeline.Longest(offer.OfferedAt, until, outages) is var took && took > most)
            {
                yield return Stuck($"offer {offer.Id} of call {offer.CallId} was open for {took.TotalSeconds:0.0} s");
            }
        }
    }

    private static IEnumerable<Violation> WrapUps(Evidence evidence, List<(DateTime, DateTime)> outages)
    {
        var most = TimeSpan.FromSeconds(evidence.Queues.Select(queue => queue.WrapUpSeconds).DefaultIfEmpty(0).Max()) + evidence.Bound;
        foreach (var history in evidence.AgentHistory.GroupBy(line => line.AgentId))
        {
            DateTime? since = null;
            foreach (var line in history.Append(null))
            {
                if (since is { } from && line is not { State: "wrapUp" })
                {
                    if (Timeline.Longest(from, line?.At ?? evidence.Ended, outages) is var took && took > most)
                    {
                        yield return Stuck($"agent {history.Key} was in wrap-up for {took.TotalSeconds:0.0} s");
                    }

                    since = null;
                }
                else if (line is { State: "wrapUp" })
                {
                    since ??= line.At;
                }
            }
        }
    }

    private static IEnumerable<Violation> Pairs(Evidence evidence, Timeline timeline, List<(DateTime, DateTime)> outages)
    {
        foreach (var call in timeline.Waiting.Where(one => one.SurelyTo - one.SurelyFrom > evidence.Bound))
        {
            foreach (var agent in timeline.Ready)
            {
                var from = agent.SurelyFrom > call.SurelyFrom ? agent.SurelyFrom : call.SurelyFrom;
                var to = agent.SurelyTo < call.SurelyTo ? agent.SurelyTo : call.SurelyTo;
                if (to - from > evidence.Bound && timeline.IsEligible(agent.Agent, call.Queue)
                    && Timeline.Longest(from, to, outages.Concat(timeline.Exclusions(call.Call, agent.Agent))) is var took
                    && took > evidence.Bound)
                {
                    yield return Stuck(
                        $"call {call.Call} waited in {call.Queue} beside ready agent {agent.Agent} for {took.TotalSeconds:0.0} s "
                        + $"from {from:HH:mm:ss.fff}");
                }
            }
        }
    }

    private static IEnumerable<Violation> Commands(Evidence evidence, List<(DateTime, DateTime)> outages)
    {
        var taken = evidence.Taken.ToDictionary(one => one.Id);
        foreach (var command in evidence.Commands.Where(one => !one.Expired))
        {
            var at = taken.GetValueOrDefault(command.Id)?.At;
            if (at is null && command is { State: "confirmed", Type: "hangUpCall" or "hangUpParty" or "ringParty" })
            {
                // What it was to end had ended before it was sent.
                continue;
            }

            if (Timeline.Longest(command.WrittenAt, at ?? evidence.Ended, outages) is var took && took > evidence.Bound)
            {
                yield return Stuck(
                    $"{command.Type} for call {command.CallId} ({command.State}) {(at is null ? "has not reached" : "reached")} the PBX "
                    + $"after {took.TotalSeconds:0.0} s");
            }
        }
    }

    private static IEnumerable<Violation> AtRest(Evidence evidence)
    {
        foreach (var agent in evidence.Agents.Where(one => one.State is "reserved" or "talking" or "held"))
        {
            yield return Stuck($"agent {agent.Code} is {agent.State} when nobody calls any more");
        }

        foreach (var callback in evidence.Callbacks.Where(one => one.State == "dialling"))
        {
            if (evidence.Calls.FirstOrDefault(call => call.Id == callback.CallId) is not { } call || call.State == "ended")
            {
                yield return Stuck($"callback {callback.Id} is being dialled by no call");
            }
        }
    }

    private static Violation Stuck(string what) => new("I5 bounded stuck", what);
}
