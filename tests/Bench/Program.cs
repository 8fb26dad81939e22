using ContactCenter.Bench.Acd;
using ContactCenter.Bench.Ingest;
using ContactCenter.Bench.Orders;
using ContactCenter.Bench.Push;

// One benchmark a name. Each prints its table, ends with "NAME: met …" or "NAME: missed …", and answers whether it was met.
Dictionary<string, Func<string[], CancellationToken, Task<bool>>> benchmarks = new()
{
    ["acd"] = AcdBench.RunAsync,
    ["ingest"] = IngestBench.RunAsync,
    ["orders"] = OrdersBench.RunAsync,
    ["orders-recompute"] = RecomputeBench.RunAsync,
    ["orders-sweep"] = SweepBench.RunAsync,
    ["push"] = PushBench.RunAsync,
    ["push-server"] = Server.RunAsync,      // What push starts in a process of its own.
};

if (args is not [var name, .. var rest] || !benchmarks.TryGetValue(name, out var benchmark))
{
    await Console.Error.WriteLineAsync($"Say which benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await benchmark(rest, stop.Token) ? 0 : 1;
