using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>What goes along with the calls: locks, commands as they were written and taken, wrap-ups as they were ended.</summary>
internal static class Paperwork
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        if (evidence.Deadlocks > 0)
        {
            yield return new Violation("locks", $"{evidence.Deadlocks} deadlocks");
        }

        var places = evidence.Commands.ToDictionary(one => one.Id, one => one.Place);
        foreach (var stranger in evidence.Taken.Where(one => !places.ContainsKey(one.Id)))
        {
            yield return new Violation("commands", $"the PBX was told {stranger.Type} {stranger.Id}, which was never committed");
        }

        // The dictionary of what was taken keeps the order of the taking. Announcements are written beside the call's own turns
        // and have no place among them.
        foreach (var call in evidence.Taken.Where(one => places.ContainsKey(one.Id) && one.Type != "playPrompt").GroupBy(one => one.Call))
        {
            var order = call.Select(one => places[one.Id]).ToList();
            if (!order.SequenceEqual(order.Order()))
            {
                yield return new Violation("commands", $"commands of call {call.Key} reached the PBX as {string.Join(' ', order)}");
            }
        }

        foreach (var agent in evidence.Agents)
        {
            var ended = evidence.AgentHistory.Count(line => line.AgentId == agent.Id && line.Cause is "wrap-up" or "wrap-up-over");
            var noted = evidence.WrapUps.Count(one => one.AgentId == agent.Id);
            if (ended != noted)
            {
                yield return new Violation("wrap-ups", $"agent {agent.Code} ended {ended} wrap-ups and {noted} are noted");
            }
        }
    }
}
