using System.Globalization;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>
/// The histories as stretches of time. A line is dated twice: when its transaction began to decide, and when it was committed
/// so that others could see it; in between the row was locked. So a stretch holds surely from the commit that began it to the
/// beginning of the transaction that ended it, and perhaps a little around that.
/// </summary>
internal sealed class Timeline
{
    private static readonly DateTime Never = DateTime.MaxValue;

    private readonly ILookup<(Guid Call, Guid Agent), ReservationRow> refused;
    private readonly HashSet<(string Queue, Guid Agent)> eligible;
    private readonly Evidence evidence;

    internal Timeline(Evidence evidence)
    {
        this.evidence = evidence;
        refused = evidence.Reservations.Where(one => one.State is "timeout" or "rejected" or "failed")
            .ToLookup(one => (one.CallId, one.AgentId));
        eligible = [.. evidence.Eligibility.Select(one => (one.Queue, one.AgentId))];
        Waiting = [.. evidence.Calls.SelectMany(Stretches)];
        Ready = [.. evidence.Agents.SelectMany(Stretches)];
    }

    /// <summary>Every stretch in which a call waited, by queue and priority.</summary>
    internal IReadOnlyList<WaitingStretch> Waiting { get; }

    /// <summary>Every stretch in which an agent could have been offered a call.</summary>
    internal IReadOnlyList<ReadyStretch> Ready { get; }

    internal bool IsEligible(Guid agent, string queue) => eligible.Contains((queue, agent));

    /// <summary>When the call was not offered to the agent because that had failed just before.</summary>
    internal IEnumerable<(DateTime From, DateTime To)> Exclusions(Guid call, Guid agent) =>
        refused[(call, agent)].Select(one => (one.OfferedAt, one.EndedAt!.Value.AddSeconds(evidence.ExclusionSeconds)));

    /// <summary>What is left of a stretch without what is taken out, as its longest piece.</summary>
    internal static TimeSpan Longest(DateTime from, DateTime to, IEnumerable<(DateTime From, DateTime To)> without)
    {
        var longest = TimeSpan.Zero;
        foreach (var (gone, back) in without.Where(one => one.To > from && one.From < to).OrderBy(one => one.From))
        {
            longest = gone - from > longest ? gone - from : longest;
            from = back > from ? back : from;
        }

        return to - from > longest ? to - from : longest;
    }

    /// <summary>The priority of a call after each line of its history.</summary>
    internal static IEnumerable<(CallLine Line, int Priority)> Priorities(Evidence evidence, CallRow call, IEnumerable<CallLine> lines)
    {
        var ofQueue = evidence.Queues.ToDictionary(queue => queue.Key, queue => queue.Priority);
        var priority = call.Direction == "callback" ? -100 : 0;
        var hasCitizen = call.Direction != "callback";
        foreach (var line in lines)
        {
            hasCitizen |= line.Kind == "connected";
            priority = line.Kind switch
            {
                "queued" when hasCitizen => ofQueue[line.Queue!],
                "priority" => int.Parse(line.Detail!, CultureInfo.InvariantCulture),
                _ => priority,
            };
            yield return (line, priority);
        }
    }

    private IEnumerable<WaitingStretch> Stretches(CallRow call)
    {
        WaitingStretch? open = null;
        foreach (var (line, priority) in Priorities(evidence, call, History(call.Id)))
        {
            if (open is not null)
            {
                yield return open with { SurelyTo = line.At, PerhapsTo = line.CommittedAt };
                open = null;
            }

            if (line.State == "queued")
            {
                open = new WaitingStretch(
                    call.Id, line.Queue!, priority, call.ArrivedAt, line.At, line.CommittedAt, Never, Never);
            }
        }

        if (open is not null)
        {
            yield return open with { SurelyTo = evidence.Ended, PerhapsTo = evidence.Ended };
        }
    }

    private IEnumerable<ReadyStretch> Stretches(AgentRow agent)
    {
        ReadyStretch? open = null;
        foreach (var line in evidence.AgentHistory.Where(line => line.AgentId == agent.Id))
        {
            if (open is not null)
            {
                yield return open with { SurelyTo = line.At };
                open = null;
            }

            if (line.State == "ready" && (line.Presence == "online" || !agent.ConsoleRequired))
            {
                open = new ReadyStretch(agent.Id, line.CommittedAt, Never);
            }
        }

        if (open is not null)
        {
            yield return open with { SurelyTo = evidence.Ended };
        }
    }

    internal IEnumerable<CallLine> History(Guid call) => Lines[call];

    private ILookup<Guid, CallLine> Lines => field ??= evidence.CallHistory.ToLookup(line => line.CallId);
}

internal sealed record WaitingStretch(
    Guid Call, string Queue, int Priority, DateTime ArrivedAt, DateTime PerhapsFrom, DateTime SurelyFrom, DateTime SurelyTo,
    DateTime PerhapsTo);

internal sealed record ReadyStretch(Guid Agent, DateTime SurelyFrom, DateTime SurelyTo);
