using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>The end of an accepted turn: rows, clocks by the machine's arrow, the log, what citizens, modules and consoles hear.</summary>
internal static class TurnEnd
{
    // Where the heir has such a clock of its own already, that one stays and the other measures nothing any more.
    private const string HandClocksOver = """
        with doubled as (
            update dispatch.clocks c set state = 'cancelled', stopped_at = now(), paused_at = null
            where c.order_id = @order and c.org_id = @old and c.state in ('running', 'paused')
              and exists (
                  select from dispatch.clocks own
                  where own.order_id = @order and own.org_id = @heir and own.kind = c.kind and own.state in ('running', 'paused'))
            returning c.id)
        update dispatch.clocks c set org_id = @heir
        where c.order_id = @order and c.org_id = @old and c.state in ('running', 'paused') and c.id not in (select id from doubled)
        """;

    internal static async Task WriteAsync(Work work, Turn turn, AppealStage? before, ClockBook clocks, string? key)
    {
        var plan = turn.Act is Act.Open ? OpenPlan : PlanOf(turn);
        turn.Order.Version++;
        var logId = await OrderWriter.WriteAsync(work, turn, key);
        await RunClocksAsync(work, turn, plan, clocks);
        foreach (var told in Progress.Tell(turn, before))
        {
            await work.RaiseAsync(told);
        }

        foreach (var raised in turn.Raised)
        {
            await work.RaiseAsync(raised);
        }

        await work.ShowAsync(Topics.Of(turn, logId));
    }

    // The citizen's own clock begins with the order.
    private static ClockPlan OpenPlan { get; } = new(Starts: [ClockKind.Citizen, ClockKind.Upstream]);

    // A rule that leads where the machine has no arrow is a mistake in the rule; nothing of it may be kept.
    private static ClockPlan PlanOf(Turn turn) => Machine.Of(turn.Act).Between(turn.From, turn.Order.State)?.Clocks
        ?? throw new InvalidOperationException($"{turn.Act} led from {turn.From} to {turn.Order.State}, which the machine does not know.");

    private static async Task RunClocksAsync(Work work, Turn turn, ClockPlan plan, ClockBook clocks)
    {
        var order = turn.Order.Id;
        foreach (var kind in plan.Stops ?? [])
        {
            foreach (var org in UnitsOf(kind, turn))
            {
                // What waited for the closing review counts as of the moment it was answered.
                var at = kind is ClockKind.Handle or ClockKind.Rework && turn.Order.RepliedAt is { } replied ? replied : turn.At;
                await clocks.StopAsync(work, order, kind, org, at);
            }
        }

        foreach (var kind in plan.Cancels ?? [])
        {
            foreach (var org in UnitsOf(kind, turn))
            {
                await ClockBook.CancelAsync(work, order, kind, org);
            }
        }

        foreach (var kind in plan.Pauses ?? [])
        {
            await ClockBook.PauseAsync(work, order, kind, turn.LeadBefore, turn.At, turn.Act.Word());
        }

        foreach (var kind in plan.Resumes ?? [])
        {
            await clocks.ResumeAsync(work, order, kind, turn.LeadBefore, turn.At);
        }

        if (plan.EndsAll)
        {
            await ClockBook.CancelAllAsync(work, order);
        }

        foreach (var kind in plan.Starts ?? [])
        {
            await StartAsync(work, turn, kind, clocks);
        }

        if (turn.Extended is var (extended, unit, by))
        {
            await clocks.ExtendAsync(work, order, extended, unit, by);
        }

        foreach (var (changed, org, limit) in turn.Changed)
        {
            await clocks.ChangeAsync(work, order, changed, org, limit, turn.Act.Word());
        }

        if (turn.Succession is var (old, heir))
        {
            await work.ExecuteAsync(HandClocksOver, new { order, old, heir });
        }
    }

    private static async Task StartAsync(Work work, Turn turn, ClockKind kind, ClockBook clocks)
    {
        var order = turn.Order;
        if (kind is ClockKind.Assist)
        {
            foreach (var (part, limit) in turn.Begun)
            {
                // A sub-unit's time ends before that of the unit which gave it the part.
                var above = order.Assignments.Find(one => one.Id == part.Parent) is { } parent ? order.WorkClockOf(parent)?.DueAt : null;
                await clocks.StartAsync(
                    work, order.Id, kind, part.Org, limit ?? turn.LimitsOf(part.Org).Assist, turn.At,
                    Earlier(above, order.UpstreamDeadline), turn.LimitsOf(part.Org).WarnBefore);
            }

            return;
        }

        if (LimitOf(turn, kind) is not { } own)
        {
            return;
        }

        var limits = turn.LimitsOf(order.Lead);
        var from = kind is ClockKind.Citizen or ClockKind.Upstream ? order.AcceptedAt : turn.At;
        var cap = kind is ClockKind.Handle ? Earlier(order.UpstreamDeadline, HardCap(order, limits))
            : kind is ClockKind.Upstream ? order.UpstreamDeadline
            : null;
        await clocks.StartAsync(work, order.Id, kind, IsLeads(kind) ? order.Lead : null, own, from, cap, limits.WarnBefore);
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
            ClockKind.Upstream => turn.Order.UpstreamDeadline is null ? null : limits.Handle,
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
