using System.Diagnostics;
using System.Globalization;

namespace ContactCenter.Bench.Ingest;

/// <summary>What wrk, a load generator in C that costs about as much as pgbench, got through.</summary>
internal sealed record Load(double EventsPerSecond, double P50Milliseconds, double P99Milliseconds, long Answered)
{
    /// <summary>Sends the requests over so many kept-alive connections, one at a time on each.</summary>
    internal static async Task<Load> RunAsync(
        Uri host, string requests, int clients, int seconds, int eventsInEach, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-t", "1", "-c", $"{clients}", "-d", $"{seconds}s",
            "-s", Path.Combine(AppContext.BaseDirectory, "Ingest", "replay.lua"), host.ToString(),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["INGEST_REQUESTS"] = requests;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        var complained = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var figures = said.Split('\n').FirstOrDefault(line => line.StartsWith("ingest ", StringComparison.Ordinal))?.Split(' ')[1..]
            .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray()
            ?? throw new InvalidOperationException($"wrk failed: {said}\n{complained}");
        var (microseconds, answered, refused, broken) = (figures[0], figures[1], figures[2], figures[3]);
        return refused + broken is 0
            ? new Load(answered * eventsInEach / (microseconds / 1e6), figures[4] / 1e3, figures[5] / 1e3, answered)
            : throw new InvalidOperationException($"{refused} of {answered} requests were refused, {broken} broke: {said}");
    }
}
