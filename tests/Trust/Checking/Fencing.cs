using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>
/// What consoles were answered: an offer is accepted once and only with its version (H4), an older sign-in is refused (H17), and
/// nothing is answered with a failure of ours while there is a database.
/// </summary>
internal static class Fencing
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        foreach (var accepted in evidence.Acts.Where(act => act is { What: "accept", Status: 200 }).GroupBy(act => act.Subject))
        {
            if (accepted.Count() > 1)
            {
                yield return new Violation("H4 fencing", $"offer {accepted.Key} was accepted {accepted.Count()} times");
            }

            // An offer that nobody has acted on has version 1.
            foreach (var act in accepted.Where(act => act.Version != 1))
            {
                yield return new Violation("H4 fencing", $"offer {accepted.Key} was accepted with version {act.Version}");
            }
        }

        var logIns = evidence.Acts.Where(act => act is { What: "log-in", Status: 200, Agent: not null }).ToLookup(act => act.Agent);
        var sessions = evidence.Acts.Where(act => act.Session > 0 && act.Agent is not null).ToList();
        foreach (var act in sessions.Where(act => act.Status is >= 200 and < 300 && act.What is not ("get" or "log-in" or "sign-in")))
        {
            if (logIns[act.Agent].Any(newer => newer.Completed < act.Invoked && newer.Session > act.Session))
            {
                yield return new Violation("H17 sessions", $"{act.Who} could {act.What} with a sign-in that another had replaced");
            }
        }

        foreach (var act in evidence.Acts.Where(act => act.Status >= 500 && act.Status != 503))
        {
            if (!evidence.Outages.Any(one => one.From < act.Completed && one.To + evidence.Bound > act.Invoked))
            {
                yield return new Violation("no 500", $"{act.What} {act.Subject} was answered {act.Status} at {act.Completed:HH:mm:ss.fff}");
            }
        }
    }
}
