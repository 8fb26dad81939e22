using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>
/// I4: at each offer, no other call was waiting that this agent might have had and that came before: of higher priority, or of
/// the same and arrived earlier. The only excuse is that its row was being changed at that moment, which the decision itself
/// wrote down or the times leave open, and excuses are counted.
/// </summary>
internal sealed class QueueOrder
{
    private readonly List<Violation> violations = [];

    internal QueueOrder(Evidence evidence, Timeline timeline)
    {
        var calls = evidence.Calls.ToDictionary(call => call.Id);
        foreach (var call in evidence.Calls)
        {
            foreach (var (line, priority) in Timeline.Priorities(evidence, call, timeline.History(call.Id)))
            {
                if (line is { Kind: "offered", AgentId: { } agent })
                {
                    Judge(call, line, agent, priority, timeline);
                    Offers++;
                }
            }
        }
    }

    internal IReadOnlyList<Violation> Violations => violations;

    internal int Offers { get; private set; }

    /// <summary>How often a call was passed over while its row, or the decision about it, was being changed.</summary>
    internal int Excused { get; private set; }

    private void Judge(CallRow call, CallLine offer, Guid agent, int priority, Timeline timeline)
    {
        foreach (var other in timeline.Waiting)
        {
            if (other.Call == call.Id || other.PerhapsFrom >= offer.CommittedAt || other.PerhapsTo <= offer.At
                || !ComesBefore(other, call, priority) || !timeline.IsEligible(agent, other.Queue)
                || timeline.Exclusions(other.Call, agent).Any(one => one.From < offer.CommittedAt && one.To > offer.At))
            {
                continue;
            }

            if (other.SurelyFrom < offer.At && other.SurelyTo > offer.CommittedAt
                && offer.Detail?.Contains(other.Call.ToString(), StringComparison.Ordinal) is not true)
            {
                violations.Add(new Violation(
                    "I4 queue order",
                    $"agent {agent} was offered {call.Call} (priority {priority}, {call.ArrivedAt:HH:mm:ss.fff}) at "
                    + $"{offer.At:HH:mm:ss.fff} while {other.Call} (queue {other.Queue}, priority {other.Priority}, "
                    + $"{other.ArrivedAt:HH:mm:ss.fff}) waited"));
            }
            else
            {
                Excused++;
            }
        }
    }

    private static bool ComesBefore(WaitingStretch other, CallRow call, int priority) =>
        other.Priority > priority
        || (other.Priority == priority && (other.ArrivedAt, other.Call).CompareTo((call.ArrivedAt, call.Id)) < 0);
}
