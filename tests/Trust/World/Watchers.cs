using System.Text.Json.Nodes;
using ContactCenter.Support;
using ContactCenter.Support.Live;

namespace ContactCenter.Trust.World;

/// <summary>Consoles that watch the board of each host through the whole run, and are compared with HTTP at its end.</summary>
internal sealed class Watchers(Fleet fleet, Desk desk) : IAsyncDisposable
{
    private static readonly TimeSpan Convergence = TimeSpan.FromSeconds(8);

    private readonly List<(Uri Host, LiveConsole Console, LiveTopic Topic)> consoles = [];

    internal int Reconnections => consoles.Sum(one => one.Console.Reconnections);

    internal async Task StartAsync()
    {
        foreach (var host in fleet.All)
        {
            var console = desk.Watch(host.Address, kind: null);
            await console.StartAsync();
            consoles.Add((host.Address, console, await console.WatchAsync("board")));
        }
    }

    /// <summary>Where consoles and the HTTP answer of their own host still differ after a while of rest; empty where nowhere.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken stop)
    {
        IReadOnlyList<string> differences = [];
        try
        {
            await Until.TrueAsync(
                async _ =>
                {
                    differences = [.. (await Task.WhenAll(consoles.Select(one => CompareAsync(one.Topic, stop)))).SelectMany(one => one)];
                    return differences.Count == 0;
                },
                Convergence, "consoles equal the hosts", stop);
        }
        catch (TimeoutException)
        {
            // The differences say it.
        }

        return differences;
    }

    private async Task<IEnumerable<string>> CompareAsync(LiveTopic topic, CancellationToken stop)
    {
        var board = await desk.GetAsync("calls/board", stop);
        var http = Named(board, "queues", "queue", "key").Concat(Named(board, "agents", "agent", "id"))
            .Concat(Named(board, "calls", "call", "id")).Concat(Named(board, "sources", "source", "source"))
            .ToDictionary(item => item.Key, item => item.Value);
        var live = topic.Items.Where(item => item.Key != "figures").ToDictionary(item => item.Key, item => JsonNode.Parse(item.Value)!);
        return http.Keys.Union(live.Keys)
            .Where(key => !JsonNode.DeepEquals(http.GetValueOrDefault(key), live.GetValueOrDefault(key)))
            .Select(key => $"{key}: HTTP {Text(http, key)} – console {Text(live, key)}");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode>> Named(JsonNode board, string list, string kind, string id) =>
        board[list]!.AsArray().Select(one => KeyValuePair.Create($"{kind}:{one![id]}", one));

    private static string Text(Dictionary<string, JsonNode> items, string key) => items.GetValueOrDefault(key)?.ToJsonString() ?? "nothing";

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, console, _) in consoles)
        {
            await console.DisposeAsync();
        }
    }
}
