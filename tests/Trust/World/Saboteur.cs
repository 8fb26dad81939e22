using ContactCenter.Support;
using Npgsql;

namespace ContactCenter.Trust.World;

/// <summary>Kills hosts and the database, and freezes hosts, at moments of its own choice; each comes back after a while.</summary>
internal sealed class Saboteur(RunPlan plan, Fleet fleet, PostgresServer server, OutageLog outages)
{
    private readonly Dice dice = plan.DiceOf("saboteur");

    internal int Kills { get; private set; }

    internal int Freezes { get; private set; }

    internal int DatabaseRestarts { get; private set; }

    internal async Task RunAsync(CancellationToken stop)
    {
        // Not before the floor is busy, and not so late that nothing happens afterwards.
        var acts = Enumerable.Repeat<Func<Task>>(KillHostAsync, plan.Kills)
            .Concat(Enumerable.Repeat<Func<Task>>(FreezeHostAsync, plan.Freezes))
            .Concat(Enumerable.Repeat<Func<Task>>(KillDatabaseAsync, plan.DatabaseRestarts))
            .Select(act => (At: dice.Between(0.1, 0.85), Act: act))
            .OrderBy(act => act.At)
            .ToList();
        var began = Clock.Now;
        var repairs = new List<Task>();
        foreach (var (at, act) in acts)
        {
            var wait = began + (plan.Driving * at) - Clock.Now;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, stop);
            }

            repairs.Add(act());
        }

        await Task.WhenAll(repairs);
    }

    private async Task KillHostAsync()
    {
        var host = await VictimAsync();
        Kills++;
        // The balancer notices by the first refused connection, so nobody is told before.
        await host.KillAsync();
        fleet.Leaves(host);
        await Task.Delay(dice.Milliseconds(100, 1500));
        while (true)
        {
            try
            {
                await host.StartAgainAsync();
                fleet.IsBack(host);
                return;
            }
            catch (InvalidOperationException)
            {
                // It started while the database was away, which ends a host; its supervisor starts it again.
                await Task.Delay(300);
            }
        }
    }

    private async Task FreezeHostAsync()
    {
        var host = await VictimAsync();
        Freezes++;
        host.Freeze();
        fleet.Leaves(host);
        await Task.Delay(dice.Milliseconds(500, 2500));
        host.Thaw();
        fleet.IsBack(host);
    }

    private async Task KillDatabaseAsync()
    {
        DatabaseRestarts++;
        outages.Begin("no-database");
        if (dice.Percent(50))
        {
            await server.KillAsync();
        }
        else
        {
            await server.StopAsync();
        }

        await Task.Delay(dice.Milliseconds(100, 1500));
        await server.StartAgainAsync();
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        outages.End("no-database");
    }

    private async Task<HostProcess> VictimAsync()
    {
        while (true)
        {
            if (fleet.Victim(dice) is { } host)
            {
                return host;
            }

            await Task.Delay(50);
        }
    }
}
