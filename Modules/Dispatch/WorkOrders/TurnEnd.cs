using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Clocks;
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
        var steps = ClockSteps.Of(turn);
        turn.Order.Version++;
        var logId = await OrderWriter.WriteAsync(work, turn, key);
        foreach (var step in steps)
        {
            await DoAsync(work, turn, step, clocks);
        }

        if (turn.Succession is { } succession)
        {
            await work.ExecuteAsync(HandClocksOver, new { order = turn.Order.Id, old = succession.Old, heir = succession.Heir });
        }

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

    private static Task DoAsync(Work work, Turn turn, ClockStep step, ClockBook clocks)
    {
        var order = turn.Order.Id;
        return step.Verb switch
        {
            ClockVerb.Start => clocks.StartAsync(
                work, order, step.Kind, step.Org, step.Limit!, step.At, step.NotAfter, step.WarnBefore),
            ClockVerb.Stop => clocks.StopAsync(work, order, step.Kind, step.Org, step.At),
            ClockVerb.Cancel => ClockBook.CancelAsync(work, order, step.Kind, step.Org),
            ClockVerb.Pause => ClockBook.PauseAsync(work, order, step.Kind, step.Org, step.At, turn.Act.Word()),
            ClockVerb.Resume => clocks.ResumeAsync(work, order, step.Kind, step.Org, step.At),
            ClockVerb.Extend => clocks.ExtendAsync(work, order, step.Kind, step.Org, step.Limit!),
            ClockVerb.Change => clocks.ChangeAsync(work, order, step.Kind, step.Org, step.Limit!, turn.Act.Word()),
            ClockVerb.CancelAll => ClockBook.CancelAllAsync(work, order),
        };
    }
}
