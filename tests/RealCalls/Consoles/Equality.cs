using System.Text.Json.Nodes;
using ContactCenter.Browser;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>What pages show beside what the host answers: after any trouble the two are the same.</summary>
internal static class Equality
{
    // The host counts the board's figures once a second.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(4);

    private static readonly Dictionary<string, string> Words = new()
    {
        ["loggedOut"] = "未签入",
        ["notReady"] = "示忙",
        ["ready"] = "空闲",
        ["reserved"] = "振铃",
        ["talking"] = "通话",
        ["held"] = "保持",
        ["wrapUp"] = "整理",
        ["queued"] = "排队",
        ["offered"] = "振铃",
        ["connected"] = "通话",
    };

    /// <summary>The board's agents, calls, queues and figures are the server's.</summary>
    internal static Task OfBoardAsync(ConsoleWindow board) => SameAsync(
        async () =>
        {
            var said = await board.AskAsync(ConsoleRun.Floor.Hosts[0].Address, "/api/calls/board");
            var figures = said["figures"]!;
            return
            [
                .. All(said, "agents").Where(agent => Text(agent, "state") != "loggedOut")
                    .Select(agent => $"{Text(agent, "code")} {Words[Text(agent, "state")]}").Order(StringComparer.Ordinal),
                .. All(said, "calls").Where(call => Text(call, "state") != "ended")
                    .Select(call => $"{Text(call, "caller").Replace("+86", "", StringComparison.Ordinal)} {Words[Text(call, "state")]}")
                    .Order(StringComparer.Ordinal),
                .. All(said, "queues")
                    .Select(queue => $"{queue["name"]} {queue["waiting"]} {queue["answeredToday"]} {queue["abandonedToday"]}")
                    .Order(StringComparer.Ordinal),
                $"{figures["waiting"]} {figures["abandonedToday"]} {figures["callbacksDue"]} {figures["answeredToday"]}/{figures["offeredToday"]}",
            ];
        },
        () => ReadAsync(board, """
            () => {
              const rows = selector => [...document.querySelectorAll(selector)]
              const text = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? ''
              const tile = (place, part) => text(document.querySelector(`.strip .tile:nth-child(${place})`), part)
              return [
                ...rows('.right tr.row').map(row => `${text(row, '.name .small')} ${text(row, '.tag')}`).sort(),
                ...rows('.left .scroll tr.row').map(row => `${text(row, '.drill')} ${text(row, '.tag')}`).sort(),
                ...rows('.left .card:first-child tbody tr').map(row => [
                  text(row, 'strong'), text(row, 'td:nth-child(2)'), text(row, 'td:nth-child(8)'), text(row, 'td:nth-child(9)'),
                ].join(' ')).sort(),
                `${tile(1, '.value')} ${tile(5, '.value')} ${tile(6, '.value')} ${tile(4, '.value small')}`,
              ]
            }
            """));

    /// <summary>The agent's state, offer, call and recent calls are the server's.</summary>
    internal static Task OfDeskAsync(AgentDesk desk) => SameAsync(
        async () =>
        {
            var said = await desk.Window.AskAsync(ConsoleRun.Floor.Hosts[0].Address, "/api/calls/me");
            return
            [
                Words[Text(said["agent"]!, "state")],
                said["offer"] is null ? "" : Text(said["offer"]!, "dialled"),
                said["call"] is { } call && Text(said["agent"]!, "state") is "talking" or "held"
                    ? Text(call, "caller").Replace("+86", "", StringComparison.Ordinal) : "",
                // While a call is written down, what is known of its caller stands in their place.
                .. All(said, "recent").Where(one => Text(one, "state") == "ended" && said["call"] is null)
                    .Select(one => Text(one, "caller").Replace("+86", "", StringComparison.Ordinal)),
            ];
        },
        () => ReadAsync(desk.Window, """
            () => {
              const text = selector => document.querySelector(selector)?.textContent.trim() ?? ''
              return [
                text("section[aria-label='我的状态'] .now .tag"), text('.offer .dialled'), text(".call [data-test='caller-number']"),
                ...[...document.querySelectorAll('.right ol li strong')].map(each => each.textContent.trim()),
              ]
            }
            """));

    private static async Task SameAsync(Func<Task<string[]>> server, Func<Task<string[]>> page)
    {
        string[] wanted = [], shown = [];
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            (wanted, shown) = (await server(), await page());
        }
        while (!wanted.SequenceEqual(shown) && TimeProvider.System.GetElapsedTime(began) < Within);
        Assert.That(shown, Is.EqualTo(wanted), "The page equals the server.");
    }

    private static Task<string[]> ReadAsync(ConsoleWindow window, string script) => window.Page.EvaluateAsync<string[]>(script);

    private static IEnumerable<JsonNode> All(JsonNode said, string name) => said[name]!.AsArray().Select(each => each!);

    private static string Text(JsonNode node, string name) => (string?)node[name] ?? "";
}
