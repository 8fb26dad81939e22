namespace ContactCenter.Trust.World;

/// <summary>Citizens call, wait as long as they like, give up, and some call again.</summary>
internal sealed class Citizens(RunPlan plan, Pbx pbx, Telephones telephones, Canary canary)
{
    /// <summary>How citizens' numbers begin, and nobody else's.</summary>
    internal const string Numbers = "+86138";

    // Every kind of route: a queue, two queues, a forward with a way back, a notice first, and a number that no line has.
    private static readonly string[] Dialled =
    [
        "12345", "12345", "12345", "12315", "12331", "12333", "12349", "12322", "12300", "12366", "12319", "12388", "12320",
        "110", "88880000",
    ];

    internal async Task CallAsync(CancellationToken stop)
    {
        var dice = plan.DiceOf("citizens");
        var gaps = Enumerable.Range(0, plan.Calls).Select(_ => -Math.Log(1 - dice.Between(0, 0.999)) / plan.CallsPerSecond).ToList();
        var began = Clock.Now;
        var lives = new List<Task>();
        var at = TimeSpan.Zero;
        for (var number = 0; number < plan.Calls; number++)
        {
            at += TimeSpan.FromSeconds(gaps[number]);
            if (began + at - Clock.Now is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, stop);
            }

            // A slow machine is given the same calls more slowly, not a crowd that no city has.
            while (pbx.Live > plan.MostAtOnce || canary.IsStarved)
            {
                await Task.Delay(20, stop);
                began += TimeSpan.FromMilliseconds(20);
            }

            lives.Add(LiveAsync(number));
        }

        await Task.WhenAll(lives);
    }

    private async Task LiveAsync(int number)
    {
        var dice = plan.DiceOf($"citizen:{number}");

        // A third as many citizens as calls: they call again, and the same people are missed twice.
        var caller = $"{Numbers}{dice.Below(1 + (plan.Calls / 3)):00000000}";
        var call = pbx.Arrive($"c{number}", caller, dice.Pick(Dialled));
        var patience = dice.Below(100) switch
        {
            < 5 => dice.Milliseconds(0, 50),
            < 25 => dice.Milliseconds(200, 1500),
            _ => dice.Milliseconds(1500, 9000),
        };
        telephones.Later(patience, () => telephones.GiveUp(call, call.Legs[$"{call.Name}-citizen"]));
        await call.Over.Task;
    }
}
