namespace ContactCenter.Bench.Orders;

/// <summary>
/// Every one of a hundred thousand open deadlines worked out anew after the calendar changed, by one host and by two side by
/// side, beside one plain update of as many rows.
/// </summary>
internal static class RecomputeBench
{
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(30);

    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        await using var ground = await SweepGround.MakeAsync(cancellationToken);

        // What was generated gets its true deadline first, and everything is warm.
        await SweepGround.TimedAsync(() => ground.Recomputation.RunAsync(cancellationToken), SweepGround.Clocks);
        var plain = await ground.PlainUpdateAsync("due_at = due_at + interval '1 day', calendar_version = calendar_version + 1", cancellationToken);
        var one = await AmendAsync(ground, 1, () => ground.Recomputation.RunAsync(cancellationToken), cancellationToken);
        var two = await AmendAsync(
            ground, 2,
            async () => (await Task.WhenAll(
                ground.Recomputation.RunAsync(cancellationToken), ground.Recomputation.RunAsync(cancellationToken))).Sum(),
            cancellationToken);

        Console.WriteLine($"{SweepGround.Clocks} open deadlines, all moved | seconds | per second");
        Console.WriteLine($"worked out anew by one host        | {one.TotalSeconds,7:0.0} | {SweepGround.Clocks / one.TotalSeconds,7:0}");
        Console.WriteLine($"by two side by side                | {two.TotalSeconds,7:0.0} | {SweepGround.Clocks / two.TotalSeconds,7:0}");
        Console.WriteLine($"a plain update of as many rows     | {plain.TotalSeconds,7:0.0} | {SweepGround.Clocks / plain.TotalSeconds,7:0}");
        var met = one < Goal && two < Goal;
        Console.WriteLine(
            $"orders-recompute: {(met ? "met" : "missed")} – one host {one.TotalSeconds:0.0} s, two {two.TotalSeconds:0.0} s, goal {Goal.TotalSeconds:0} s; "
            + $"{one / plain:0.0} × a plain update");
        return met;
    }

    // Days off from before the first clock began until so many weeks ahead: every deadline moves behind them.
    private static async Task<TimeSpan> AmendAsync(
        SweepGround ground, int time, Func<Task<int>> recompute, CancellationToken cancellationToken)
    {
        await ground.ExecuteAsync(
            $"""
            with change as (
                insert into dispatch.calendar_changes (kind, summary, why, made_by_name) values ('notice', 'bench', 'bench', 'bench')
                returning version
            ), notice as (
                insert into dispatch.holiday_notices (version, number, title, published_on, number_checked)
                select version, 'bench {time}', 'bench', current_date + {time}, true from change
                returning version
            )
            insert into dispatch.holiday_days (version, day, kind, name)
            select version, day::date, 'holiday', 'bench'
            from notice, generate_series(current_date - 40, current_date + {20 * time}, interval '1 day') as day
            """,
            cancellationToken);
        await ground.Calendars.RefreshAsync(cancellationToken);
        await ground.ExecuteAsync("vacuum analyze dispatch.clocks", cancellationToken);
        var took = await SweepGround.TimedAsync(recompute, SweepGround.Clocks);
        return await ground.ScalarAsync("select moved from dispatch.calendar_changes order by version desc limit 1", cancellationToken) is var moved
            && moved == SweepGround.Clocks
            ? took
            : throw new InvalidOperationException($"Only {moved} of {SweepGround.Clocks} deadlines moved.");
    }
}
