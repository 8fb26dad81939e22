using System.Text.Json.Nodes;

namespace ContactCenter.Trust.World;

/// <summary>A shift leader who moves callers, changes priorities, forces states and asks why.</summary>
internal sealed class LeaderPlayer(RunPlan plan, Desk desk)
{
    private readonly Dice dice = plan.DiceOf("leader");

    internal async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(dice.Milliseconds(400, 1200), stop);
            var (status, board) = await desk.ActAsync("board", "", null, "calls/board", method: HttpMethod.Get);
            if (status is not 200)
            {
                continue;
            }

            var waiting = Of(board!["calls"]!, call => (string)call["state"]! is "queued" or "offered");
            var agents = Of(board["agents"]!, agent => (string)agent["state"]! is not "loggedOut");
            var queues = Of(board["queues"]!, queue => (string)queue["team"]! == "12345");
            switch (dice.Below(4))
            {
                case 0 when waiting.Count > 0:
                    var moved = (string)dice.Pick(waiting)["id"]!;
                    await desk.ActAsync(
                        "move", moved, null, $"calls/calls/{moved}/move", new { queue = (string)dice.Pick(queues)["key"]!, why = "均衡" });
                    break;
                case 1 when waiting.Count > 0:
                    var raised = (string)dice.Pick(waiting)["id"]!;
                    await desk.ActAsync(
                        "priority", raised, null, $"calls/calls/{raised}/priority", new { priority = dice.Below(60) - 10, why = "急事" });
                    break;
                case 2 when agents.Count > 0:
                    var forced = (string)dice.Pick(agents)["id"]!;
                    await desk.ActAsync("force", forced, null, $"calls/agents/{forced}/force",
                        new { state = dice.Percent(70) ? "notReady" : "ready", why = "演练" });
                    break;
                case 3 when agents.Count > 0:
                    var asked = (string)dice.Pick(agents)["id"]!;
                    await desk.ActAsync("why-agent", asked, null, $"calls/agents/{asked}/why", method: HttpMethod.Get);
                    if (waiting.Count > 0)
                    {
                        var call = (string)dice.Pick(waiting)["id"]!;
                        await desk.ActAsync("why-call", call, null, $"calls/calls/{call}/why", method: HttpMethod.Get);
                    }

                    break;
            }
        }
    }

    private static List<JsonNode> Of(JsonNode list, Func<JsonNode, bool> filter) =>
        [.. list.AsArray().Select(one => one!).Where(filter)];
}
