using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>
/// What a turn does to clocks, worked out of the machine's arrow: which unit's clocks, with which limit, from when. Pure; the turn's
/// end carries it out in this order.
/// </summary>
internal static class ClockSteps
{
    // The citizen's own clock begins with the order.
    private static readonly ClockPlan Opening = new(Starts: [ClockKind.Citizen, ClockKind.Upstream]);

    private static readonly Limit Unlimited = new(3650, LimitUnit.NaturalDays, "upstream");

    internal static IEnumerable<ClockStep> Of(Turn turn)
    {
        var plan = PlanOf(turn);
        return
        [
            .. (plan.Stops ?? [])
                .Where(kind => kind is not ClockKind.Extension || !turn.Order.Open(MatterKind.Extension).Any())
                .SelectMany(kind => UnitsOf(kind, turn).Select(org => new ClockStep(ClockVerb.Stop, kind, org, StopsAt(kind, turn)))),
            .. (plan.Cancels ?? [])
                .SelectMany(kind => UnitsOf(kind, turn).Select(org => new ClockStep(ClockVerb.Cancel, kind, org, turn.At))),
            .. LeavesNoExtension(turn) ? [new ClockStep(ClockVerb.Cancel, ClockKind.Extension, null, turn.At)] : Array.Empty<ClockStep>(),
            .. (plan.Pauses ?? []).Select(kind => new ClockStep(ClockVerb.Pause, kind, turn.LeadBefore, turn.At)),
            .. (plan.Resumes ?? []).Select(kind => new ClockStep(ClockVerb.Resume, kind, turn.LeadBefore, turn.At)),
            .. plan.EndsAll ? [new ClockStep(ClockVerb.CancelAll, ClockKind.Citizen, null, turn.At)] : Array.Empty<ClockStep>(),
            .. (plan.Starts ?? []).SelectMany(kind => Starts(turn, kind)),
            .. turn.Extended is { } more ? [new ClockStep(ClockVerb.Extend, more.Kind, more.Org, turn.At, more.By)] : Array.Empty<ClockStep>(),
            .. turn.Changed.Select(one => new ClockStep(ClockVerb.Change, one.Kind, one.Org, turn.At, one.Limit)),
        ];
    }

    // A rule that leads where the machine has no arrow is a mistake in the rule; nothing of it may be kept.
    private static ClockPlan PlanOf(Turn turn) => turn.Act is Act.Open
        ? Opening
        : Machine.Of(turn.Act).Between(turn.From, turn.Order.State)?.Clocks
            ?? throw new InvalidOperationException($"{turn.Act} led from {turn.From} to {turn.Order.State}, which the machine does not know.");

    // Several units may wait for the hotline's word at a time, and each may come not to need it any more.
    private static bool LeavesNoExtension(Turn turn) => !turn.Order.Open(MatterKind.Extension).Any()
        && turn.Order.Matters.Exists(one => one is { Kind: MatterKind.Extension, State: MatterState.Settled } && one.DecidedAt == turn.At);

    // What waited for the closing review counts as of the moment it was answered.
    private static DateTimeOffset StopsAt(ClockKind kind, Turn turn) =>
        kind is ClockKind.Handle or ClockKind.Rework && turn.Order.RepliedAt is { } replied ? replied : turn.At;

    private static IEnumerable<ClockStep> Starts(Turn turn, ClockKind kind)
    {
        var order = turn.Order;
        if (kind is ClockKind.Assist)
        {
            foreach (var (part, limit) in turn.Begun)
            {
                // A sub-unit's time ends before that of the unit which gave it the part.
                var above = order.Assignments.Find(one => one.Id == part.Parent) is { } parent ? order.WorkClockOf(parent)?.DueAt : null;
                yield return new ClockStep(
                    ClockVerb.Start, kind, part.Org, turn.At, limit ?? turn.LimitsOf(part.Org).Assist,
                    Earlier(above, order.UpstreamDeadline), turn.LimitsOf(part.Org).WarnBefore);
            }
        }
        else if (LimitOf(turn, kind) is { } own)
        {
            var limits = turn.LimitsOf(order.Lead);
            yield return new ClockStep(
                ClockVerb.Start, kind, IsLeads(kind) ? order.Lead : null,
                kind is ClockKind.Citizen or ClockKind.Upstream ? order.AcceptedAt : turn.At, own,
                kind is ClockKind.Handle ? Earlier(order.UpstreamDeadline, HardCap(order, limits))
                    : kind is ClockKind.Upstream ? order.UpstreamDeadline
                    : null,
                limits.WarnBefore);
        }
    }

    private static Limit? LimitOf(Turn turn, ClockKind kind)
    {
        if (turn.OwnLimits.TryGetValue(kind, out var own))
        {
            return own;
        }

        var limits = turn.LimitsOf(turn.Order.Lead);
        return kind switch
        {
            ClockKind.Sign => limits.Sign,
            ClockKind.Accept => limits.Accept,
            ClockKind.Interim => limits.Interim,
            ClockKind.Handle or ClockKind.Citizen => limits.Handle,
            ClockKind.Assist => limits.Assist,
            ClockKind.Return => limits.Return,

            // The hotline judges an extension as quickly as an objection.
            ClockKind.Objection or ClockKind.Extension => limits.Objection,
            ClockKind.Callback => limits.Callback,
            ClockKind.Rework => limits.Rework,

            // The platform's own deadline is all there is to it.
            ClockKind.Upstream => turn.Order.UpstreamDeadline is null ? null : Unlimited,
        };
    }

    private static IEnumerable<OrganisationId?> UnitsOf(ClockKind kind, Turn turn) =>
        kind is ClockKind.Assist ? turn.Ended.Distinct().Select(org => (OrganisationId?)org)
        : IsLeads(kind) ? [turn.LeadBefore]
        : [null];

    private static bool IsLeads(ClockKind kind) => kind is ClockKind.Sign or ClockKind.Accept or ClockKind.Interim or ClockKind.Handle
        or ClockKind.Return or ClockKind.Rework;

    // 封顶: counted from acceptance, whoever has it by now.
    private static DateTimeOffset? HardCap(Order order, Limits limits) => limits.HardCap switch
    {
        { Unit: LimitUnit.NaturalHours, Amount: var hours } => order.AcceptedAt.AddHours(hours),
        { Unit: LimitUnit.NaturalMinutes, Amount: var minutes } => order.AcceptedAt.AddMinutes(minutes),
        _ => null,
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}

/// <summary>One thing done to one clock.</summary>
internal sealed record ClockStep(
    ClockVerb Verb, ClockKind Kind, OrganisationId? Org, DateTimeOffset At, Limit? Limit = null, DateTimeOffset? NotAfter = null,
    Limit? WarnBefore = null);

/// <summary>What is done to a clock.</summary>
internal enum ClockVerb
{
    Start,
    Stop,
    Cancel,
    Pause,
    Resume,
    Extend,
    Change,
    CancelAll,
}
