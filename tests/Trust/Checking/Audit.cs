using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I8: every change of a call or an agent left a line that says who and why; the lines lead to what the rows say.</summary>
internal static class Audit
{
    internal static IEnumerable<Violation> Check(Evidence evidence, Timeline timeline)
    {
        foreach (var line in evidence.CallHistory.Where(line => line.Actor.Length == 0 || line.Cause.Length == 0))
        {
            yield return Gap($"line {line.Id} of call {line.CallId} has no actor or no cause");
        }

        foreach (var line in evidence.AgentHistory.Where(line => line.Actor.Length == 0 || line.Cause.Length == 0))
        {
            yield return Gap($"line {line.Id} of agent {line.AgentId} has no actor or no cause");
        }

        foreach (var agent in evidence.Agents)
        {
            foreach (var gap in Lines(agent, [.. evidence.AgentHistory.Where(line => line.AgentId == agent.Id).OrderBy(line => line.Id)]))
            {
                yield return gap;
            }
        }

        foreach (var call in evidence.Calls)
        {
            var lines = timeline.History(call.Id).ToList();
            if (lines.Count == 0)
            {
                yield return Gap($"call {call.Call} has no history");
                continue;
            }

            var last = lines[^1];
            if (last.State != call.State || last.Queue != call.Queue)
            {
                yield return Gap($"call {call.Call} is {call.State} in {call.Queue} and its history says {last.State} in {last.Queue}");
            }

            var priority = Timeline.Priorities(evidence, call, lines).Last().Priority;
            if (priority != call.Priority)
            {
                yield return Gap($"call {call.Call} has priority {call.Priority} and its history says {priority}");
            }

            if (lines.Count(line => line.Kind == "offered") is var offers && offers != call.Offers)
            {
                yield return Gap($"call {call.Call} counts {call.Offers} offers and its history {offers}");
            }
        }
    }

    private static IEnumerable<Violation> Lines(AgentRow agent, List<AgentLine> lines)
    {
        var expected = 1L;
        foreach (var line in lines)
        {
            if (line.Version != ++expected)
            {
                yield return Gap($"agent {agent.Code} goes from version {expected - 1} to {line.Version} ({line.Cause})");
                expected = line.Version;
            }
        }

        if (expected != agent.Version)
        {
            yield return Gap($"agent {agent.Code} has version {agent.Version} and its history ends at {expected}");
        }

        if (lines.Count > 0 && (lines[^1].State, lines[^1].Presence) != (agent.State, agent.Presence))
        {
            yield return Gap($"agent {agent.Code} is {agent.State} and its history says {lines[^1].State}");
        }
    }

    private static Violation Gap(string what) => new("I8 audit", what);
}
