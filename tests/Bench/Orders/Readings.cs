using System.Diagnostics;
using ContactCenter.Bench.Push;

namespace ContactCenter.Bench.Orders;

/// <summary>How long the questions of a working day take over HTTP, one after another, each asked often with changing words.</summary>
internal static class Readings
{
    private const int Warm = 10;
    private const int Times = 250;

    // No question may hold up the others for longer; fewer than all times are then said.
    private static readonly TimeSpan MostForOne = TimeSpan.FromSeconds(20);

    internal static async Task<IReadOnlyList<Reading>> TakeAsync(Uri host, CancellationToken cancellationToken)
    {
        using var dispatcher = await Desk.SignInAsync(host, "dispatcher", cancellationToken);
        using var clerk = await Desk.SignInAsync(host, "clerk-lengshuitan", cancellationToken);
        var questions = await QuestionsAsync(dispatcher, clerk, cancellationToken);
        var readings = new List<Reading>();
        foreach (var (name, inbox, desk, paths) in questions)
        {
            var latencies = new Latencies();
            for (var time = 0; time < Warm; time++)
            {
                await desk.ReadAsync(paths[time % paths.Count], cancellationToken);
            }

            var start = Stopwatch.GetTimestamp();
            for (var time = 0; time < Times && Stopwatch.GetElapsedTime(start) < MostForOne; time++)
            {
                var asked = Stopwatch.GetTimestamp();
                await desk.ReadAsync(paths[time % paths.Count], cancellationToken);
                latencies.Add(Stopwatch.GetTimestamp() - asked);
            }

            var reading = new Reading(name, inbox, latencies.Within(0.5), latencies.Within(0.99), latencies.Count);
            Console.WriteLine($"  {reading.Name,-46} p50 {reading.P50,8:0.0} ms, p99 {reading.P99,8:0.0} ms ({reading.Times} times)");
            readings.Add(reading);
        }

        return readings;
    }

    private static async Task<IReadOnlyList<Question>> QuestionsAsync(Desk dispatcher, Desk clerk, CancellationToken cancellationToken)
    {
        var found = (await dispatcher.GetAsync("api/dispatch/orders?limit=50", cancellationToken))["items"]!.AsArray();
        var numbers = found.Select(order => (string)order!["number"]!).ToArray();
        var ids = found.Select(order => (string)order!["id"]!).ToArray();
        string[] categories = ["06", "0403", "0702", "12", "0204", "09"];
        string[] areas = ["431103", "431102", "431181", "431129", "431122"];
        string[] words = ["路灯不亮", "井盖", "梅湾路", "电梯故障", "河东大道", "食品过期", "浯溪路", "低保"];
        string[] rare = ["舜德路", "珊瑚路", "怀素路", "逸云路"];
        var now = TimeProvider.System.GetUtcNow();
        string Months(int back) => $"from={Uri.EscapeDataString($"{now.AddMonths(-back):O}")}&to={Uri.EscapeDataString($"{now.AddMonths(3 - back):O}")}";
        return
        [
            new("inbox: to review, with suggestions", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/preReview", cancellationToken)),
            new("inbox: closing review", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/closingReview", cancellationToken)),
            new("inbox: objections", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/objections", cancellationToken)),
            new("inbox: callbacks", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/callbacks", cancellationToken)),
            new("inbox: near their deadline", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/warned", cancellationToken)),
            new("inbox: overdue", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/inbox/overdue", cancellationToken)),
            new("inbox: a unit's to sign", true, clerk, await PagesAsync(clerk, "api/dispatch/workbench/toSign", cancellationToken)),
            new("inbox: a unit's in progress", true, clerk, await PagesAsync(clerk, "api/dispatch/workbench/inProgress", cancellationToken)),
            new("inbox: a unit's that press", true, clerk, await PagesAsync(clerk, "api/dispatch/workbench/toReply", cancellationToken)),
            new("inbox: citizens to call back", true, dispatcher, await PagesAsync(dispatcher, "api/dispatch/callbacks", cancellationToken)),
            new("order page", false, dispatcher, [.. ids.Select(id => $"api/dispatch/orders/{id}")]),
            new("search: number", false, dispatcher, [.. numbers.Select(number => $"api/dispatch/orders?number={number}")]),
            new("search: newest of all", false, dispatcher, ["api/dispatch/orders"]),
            new("search: category, area, three months", false, dispatcher,
                [.. Pairs(categories, areas).Select((pair, back) => $"api/dispatch/orders?category={pair.First}&area={pair.Second}&{Months(3 + back)}")]),
            new("search: category and words", false, dispatcher,
                [.. Pairs(categories, words).Select(pair => $"api/dispatch/orders?category={pair.First}&text={Uri.EscapeDataString(pair.Second)}")]),
            new("search: words", false, dispatcher, [.. words.Select(text => $"api/dispatch/orders?text={Uri.EscapeDataString(text)}")]),
            new("search: several words of an address", false, dispatcher,
                [.. rare.Select((text, index) => $"api/dispatch/orders?text={Uri.EscapeDataString($"{text}{1234 + index}号")}")]),
            new("search: a clerk's own, words", false, clerk, [.. words.Select(text => $"api/dispatch/orders?text={Uri.EscapeDataString(text)}")]),
            new("search: a clerk's own, newest", false, clerk, ["api/dispatch/orders"]),
            new("dashboard: the hotline's figures", false, dispatcher, ["api/dispatch/figures"]),
            new("dashboard: a unit's figures", false, clerk, ["api/dispatch/figures"]),
        ];
    }

    private static IEnumerable<(string First, string Second)> Pairs(string[] first, string[] second) =>
        Enumerable.Range(0, first.Length * second.Length).Select(index => (first[index % first.Length], second[index % second.Length]));

    /// <summary>The first page and those that somebody who pages on comes to.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(Desk desk, string list, CancellationToken cancellationToken)
    {
        var pages = new List<string> { list };
        while (pages.Count < 8 && (string?)(await desk.GetAsync(pages[^1], cancellationToken))["next"] is { } next)
        {
            pages.Add($"{list}?after={Uri.EscapeDataString(next)}");
        }

        return pages;
    }

    /// <param name="Name">What is asked.</param>
    /// <param name="Inbox">Whether it is a page of an inbox, which has a goal.</param>
    /// <param name="Desk">Who asks.</param>
    /// <param name="Paths">The requests, in turns.</param>
    private sealed record Question(string Name, bool Inbox, Desk Desk, IReadOnlyList<string> Paths);
}
