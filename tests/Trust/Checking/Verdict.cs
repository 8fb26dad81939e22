using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>All checks over one run.</summary>
internal sealed class Verdict
{
    internal Verdict(Evidence evidence)
    {
        var timeline = new Timeline(evidence);
        Order = new QueueOrder(evidence, timeline);
        Violations =
        [
            .. Conservation.Check(evidence),
            .. Exclusivity.Check(evidence),
            .. NoResurrection.Check(evidence),
            .. Order.Violations,
            .. BoundedStuck.Check(evidence, timeline),
            .. Figures.Check(evidence),
            .. evidence.Differences.Select(one => new Violation("I7 convergence", one)),
            .. Audit.Check(evidence, timeline),
            .. Fencing.Check(evidence),
            .. CallbackRules.Check(evidence),
            .. Paperwork.Check(evidence),
        ];
    }

    internal IReadOnlyList<Violation> Violations { get; }

    internal QueueOrder Order { get; }
}
