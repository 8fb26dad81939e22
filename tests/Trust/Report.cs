using ContactCenter.Trust.Checking;
using ContactCenter.Trust.History;
using ContactCenter.Trust.World;

namespace ContactCenter.Trust;

/// <summary>What a run was, in a few lines.</summary>
internal static class Report
{
    private const int MostShown = 40;

    internal static IEnumerable<string> Of(RunPlan plan, Hotline hotline, Evidence evidence, Verdict verdict)
    {
        yield return $"seed {plan.Seed}: {evidence.Calls.Count(call => call.Direction == "inbound")} calls, {plan.Hosts} hosts, "
            + $"{hotline.Saboteur.Kills} kills, {hotline.Saboteur.DatabaseRestarts} database restarts, "
            + $"{verdict.Violations.Count} violations";
        yield return "  outcomes: " + Counted(evidence.Calls.Where(call => call.Direction == "inbound"), call => call.Outcome ?? call.State)
            + "; callbacks: " + Counted(evidence.Calls.Where(call => call.Direction == "callback"), call => call.Outcome ?? call.State)
            + "; ends: " + Counted(evidence.Calls.Where(call => call.State == "ended"), call => call.EndReason!);
        yield return $"  offers: {verdict.Order.Offers}, of them " + Counted(evidence.Reservations, one => one.State)
            + $"; passed over while being changed: {verdict.Order.Excused}";
        yield return $"  events: {evidence.Events.Count} told {evidence.Events.Sum(one => one.Attempts)} times; "
            + $"commands: {evidence.Commands.Count} taken {evidence.Taken.Sum(one => one.Times)} times; "
            + "anomalies: " + Counted(evidence.Signals.Where(one => one.Anomaly is not null), one => one.Anomaly!);
        yield return $"  consoles: {evidence.Acts.Count} acts, " + Counted(evidence.Acts.Where(act => act.Status is 0 or >= 400), act => act.Code ?? $"{act.Status}")
            + $"; {hotline.Saboteur.Freezes} freezes; watchers reconnected {hotline.Reconnections} times";
        yield return $"  rescues by sweep: {evidence.Rescues.Count}"
            + string.Concat(evidence.Rescues.Select(one => $"\n    {one.At:HH:mm:ss.fff} call {one.CallId} agent {one.AgentId} {Excuse(one, evidence)}"));
        yield return "  out of reach: " + string.Join(", ", evidence.Outages.GroupBy(one => one.What)
            .Select(own => $"{own.Sum(one => (one.To - one.From).TotalSeconds):0.0} s {own.Key}"));
        foreach (var violation in verdict.Violations.Take(MostShown))
        {
            yield return $"  ! {violation}";
        }
    }

    private static string Counted<T>(IEnumerable<T> all, Func<T, string> kind) =>
        string.Join(", ", all.CountBy(kind).OrderByDescending(one => one.Value).Select(one => $"{one.Value} {one.Key}"));

    private static string Excuse(RescueRow rescue, Evidence evidence) =>
        evidence.Outages.FirstOrDefault(one => one.From < rescue.At && one.To + evidence.Bound > rescue.At) is { } outage
            ? $"after {outage.What}"
            : "without an outage";
}
