using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;

namespace ContactCenter.Bench.Orders;

/// <summary>Appeals registered and dispatched a second through the API: agents register, the dispatcher sends page after page.</summary>
internal static class Throughput
{
    internal const int Agents = 8;
    private const int Page = 50;
    private const int Dispatchers = 3;

    private const string CountDispatched = "select count(*) from dispatch.orders where state = 'dispatched'";

    /// <summary>Registers so many and answers how many a second went all the way, and how long registering alone took.</summary>
    internal static async Task<(double PerSecond, double RegisteredPerSecond)> RunAsync(
        Uri host, string database, int appeals, CancellationToken cancellationToken)
    {
        var agents = await Task.WhenAll(Enumerable.Range(0, Agents)
            .Select(number => Desk.SignInAsync(host, $"{1001 + number}", cancellationToken)));
        using var dispatcher = await Desk.SignInAsync(host, "dispatcher", cancellationToken);
        var next = 0;
        var start = Stopwatch.GetTimestamp();
        var registering = Task.WhenAll(agents.Select(async agent =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= appeals;)
            {
                await agent.PostAsync("api/intake/appeals", Form(number), cancellationToken);
            }
        }));
        var registered = registering.ContinueWith(
            done => Stopwatch.GetElapsedTime(start).TotalSeconds, cancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
        await DispatchAsync(dispatcher, appeals, registering, cancellationToken);
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var agent in agents)
        {
            agent.Dispose();
        }

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var count = new NpgsqlCommand(CountDispatched, connection);
        var there = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        return there == appeals
            ? (appeals / took, appeals / await registered)
            : throw new InvalidOperationException($"{appeals} appeals were registered, and {there} orders are dispatched.");
    }

    private static async Task DispatchAsync(Desk dispatcher, int appeals, Task registering, CancellationToken cancellationToken)
    {
        var done = 0;
        while (done < appeals)
        {
            if (registering.IsFaulted)
            {
                await registering;
            }

            var items = (await dispatcher.GetAsync($"api/dispatch/inbox/preReview?limit={Page * Dispatchers}", cancellationToken))["items"]!
                .AsArray().Select(item => item!["order"]!).ToArray();
            var answers = await Task.WhenAll(items.Chunk(Page).Select(page => dispatcher.PostAsync(
                "api/dispatch/orders/bulk-dispatch",
                new { orders = page.Select(order => new { id = (string?)order["id"], version = (int)order["version"]! }) },
                cancellationToken)));
            done += answers.Sum(answer => answer!["results"]!.AsArray().Count(WentOut));
            if (items.Length == 0)
            {
                // The outbox has not made the next orders yet.
                await Task.Delay(10, cancellationToken);
            }
        }
    }

    private static bool WentOut(JsonNode? result) => (bool)result!["dispatched"]!
        ? true
        : throw new InvalidOperationException($"An order was not dispatched: {result.ToJsonString()}");

    private static object Form(int number) => new
    {
        matter = new
        {
            type = "complaint", title = $"路灯不亮（第{number}号）", narrative = $"梅湾路{number}号附近路灯不亮，影响出行，希望尽快修复。",
            category = (string[])["0605", "0702", "0403", "0204"] is var categories ? categories[number % 4] : null,
            area = (string[])["431103", "431102", "431181"] is var areas ? areas[number % 3] : null,
        },
        person = new { callerNumber = $"139{number:00000000}", name = "测试" },
        outcome = new { kind = "dispatch" },
        channel = "walk-in",
    };
}
