using Microsoft.Extensions.Hosting;

namespace ContactCenter.Telephony.Simulator;

/// <summary>Citizens who call the simulated switch, more of them by day than by night.</summary>
/// <param name="exchange">The switch.</param>
/// <param name="options">How many.</param>
/// <param name="numbers">The numbers that may be dialled now; the first is the one most dial.</param>
internal sealed class SimulatedCitizens(
    SimulatedSwitch exchange, SimulatorOptions options, Func<IReadOnlyList<string>> numbers) : BackgroundService
{
    /// <summary>
    /// Each hour's share of the busiest one, in Beijing time: two humps around a lunch break, as office hours have them.
    /// </summary>
    private static readonly double[] OfDay =
    [
        0.06, 0.04, 0.03, 0.03, 0.04, 0.07, 0.15, 0.40, 0.85, 1.00, 1.00, 0.80,
        0.45, 0.55, 0.85, 0.95, 0.90, 0.70, 0.45, 0.40, 0.35, 0.28, 0.18, 0.10,
    ];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.CallsPerHour > 0)
        {
            await Task.Delay(UntilNext(), exchange.Clock, stoppingToken);
            if (exchange.IsConnected)
            {
                Dial();
            }
        }
    }

    /// <summary>One citizen dials.</summary>
    internal void Dial()
    {
        var known = numbers();
        var number = exchange.NextRandom() < 0.4 || known.Count < 2
            ? known.Count > 0 ? known[0] : "12345"
            : known[Index(known.Count)];

        // 0746 is Yongzhou's area; the range is not given to anyone.
        var caller = exchange.NextRandom() < 0.03 ? "" : $"1390746{Index(10_000):0000}";
        var patience = exchange.NextRandom() < 0.15 ? Between(5, 40) : Between(120, 300);
        exchange.Dial(number, caller, Between(30, 120), patience);
    }

    /// <summary>Exponential waits make arrivals that know nothing of one another.</summary>
    private TimeSpan UntilNext()
    {
        var hour = exchange.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Hour;
        var perSecond = options.CallsPerHour * OfDay[hour] / 3600;
        var seconds = -Math.Log(1 - exchange.NextRandom()) / perSecond;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0.01, 300));
    }

    private TimeSpan Between(int least, int most) =>
        TimeSpan.FromSeconds(least + (exchange.NextRandom() * (most - least)));

    private int Index(int count) => (int)(exchange.NextRandom() * count);
}
