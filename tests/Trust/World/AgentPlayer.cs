using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContactCenter.Support.Live;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>An agent at a console: does what agents do, at the right moment and at wrong ones.</summary>
internal sealed class AgentPlayer(string code, RunPlan plan, Fleet fleet, ConcurrentQueue<ConsoleAct> acts)
{
    private readonly Dice dice = plan.DiceOf($"agent:{code}");
    private readonly bool isAuto = plan.DiceOf($"phone:{code}").Percent(35);
    private readonly bool hasTwoConsoles = plan.DiceOf($"consoles:{code}").Percent(30);
    private Desk desk = null!;
    private Desk? second;
    private LiveConsole? live;
    private LiveTopic? topic;
    private DateTime silentUntil;
    private DateTime beatAt;

    /// <summary>From now on takes no more calls, and signs out when free.</summary>
    internal bool GoesHome { get; set; }

    internal bool IsHome { get; private set; }

    /// <summary>Before the day begins: passwords are slow to check.</summary>
    internal async Task SignInAsync(CancellationToken stop)
    {
        desk = await Desk.SignInAsync(code, fleet, dice, acts, stop);
        second = hasTwoConsoles ? await Desk.SignInAsync(code, fleet, dice, acts, stop) : null;
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        await LogInAsync();
        var usurps = hasTwoConsoles ? Clock.Now + (plan.Driving * dice.Between(0.2, 0.8)) : DateTime.MaxValue;
        var (seen, decided) = ("", Clock.Now);
        try
        {
            while (!IsHome)
            {
                await Task.Delay(dice.Milliseconds(30, 60), stop);
                await StayConnectedAsync(stop);
                if (Clock.Now > usurps)
                {
                    usurps = DateTime.MaxValue;
                    await BeUsurpedAsync();
                }

                // Without a picture an agent does nothing; with an old one what is then refused.
                if (Items() is not { } items || items["agent"] is not { } agent)
                {
                    continue;
                }

                var picture = $"{agent["state"]}/{agent["version"]}/{items["offer"]?["version"]}";
                if (picture != seen || Clock.Now - decided > TimeSpan.FromSeconds(1))
                {
                    (seen, decided) = (picture, Clock.Now);
                    await ActAsync((string)agent["state"]!, items, stop);
                }
            }
        }
        finally
        {
            desk.Dispose();
            await DropAsync();
        }
    }

    private async Task ActAsync(string state, JsonObject items, CancellationToken stop)
    {
        switch (state)
        {
            case "loggedOut" when GoesHome:
                IsHome = true;
                break;
            case "loggedOut":
                await LogInAsync();
                break;
            case "notReady" when GoesHome:
                await Post("log-out", "me/log-out");
                break;
            case "notReady":
                await Task.Delay(dice.Milliseconds(50, 500), stop);
                await Post("ready", "me/state", new { state = "ready" });
                break;
            case "ready" when GoesHome || dice.Percent(4):
                await Post("not-ready", "me/state", new { state = "notReady", reason = "break" });
                break;
            case "ready" when dice.Percent(2):
                // Out of reach: the lease runs out.
                silentUntil = Clock.Now + dice.Milliseconds(1000, 7000);
                break;
            case "reserved" when items["offer"] is JsonObject offer:
                await AnswerAsync(offer, stop);
                break;
            case "talking" or "held" when items["call"] is JsonObject call:
                await SpeakAsync((string)call["id"]!, stop);
                break;
            case "wrapUp":
                await WrapUpAsync(stop);
                break;
        }
    }

    private async Task AnswerAsync(JsonObject offer, CancellationToken stop)
    {
        var (id, version) = ((string)offer["reservationId"]!, (int)offer["version"]!);
        var roll = dice.Below(100);
        if ((string)offer["phoneMode"]! == "autoAnswer" && (string)offer["state"]! == "offered" && roll < 85)
        {
            await Task.Delay(roll < 5 ? TimeSpan.FromSeconds(RunPlan.OfferSeconds) : dice.Milliseconds(5, 300), stop);
            await Task.WhenAll(Enumerable.Range(0, dice.Percent(10) ? 2 : 1).Select(_ => AcceptAsync(id, version)));
            if (dice.Percent(10))
            {
                await AcceptAsync(id, version);
            }
        }
        else if (roll < 6)
        {
            await AcceptAsync(id, version + (dice.Percent(50) ? 1 : 7));
        }
        else if (roll < 12)
        {
            await Task.Delay(dice.Milliseconds(0, 400), stop);
            await desk.ActAsync("reject", id, version, $"calls/offers/{id}/reject", new { version });
        }
    }

    private async Task SpeakAsync(string call, CancellationToken stop)
    {
        await Task.Delay(dice.Milliseconds(10, 400), stop);
        switch (dice.Below(100))
        {
            case < 20:
                await Post("end", $"calls/{call}/end", subject: call);
                break;
            case < 30:
                await Post("hold", $"calls/{call}/hold", subject: call);
                await Task.Delay(dice.Milliseconds(20, 300), stop);
                await Post("retrieve", $"calls/{call}/retrieve", subject: call);
                break;
            case < 38:
                await Post("requeue", $"calls/{call}/requeue", new { queue = dice.Percent(50) ? "general" : (string?)null }, call);
                break;
            case < 44:
                await Post("forward", $"calls/{call}/forward", new { line = "12366" }, call);
                break;
            case < 50:
                await Post("pending", "me/state", new { state = "notReady", reason = "meal" });
                if (dice.Percent(50))
                {
                    await desk.ActAsync("cancel-pending", code, null, "calls/me/pending", method: HttpMethod.Delete);
                }

                break;
        }
    }

    private async Task WrapUpAsync(CancellationToken stop)
    {
        switch (dice.Below(100))
        {
            case < 70:
                await Task.Delay(dice.Milliseconds(10, 350), stop);
                await Post("wrap-up", "me/wrap-up", new { code = "answered", note = "seed", finish = true });
                break;
            case < 85:
                // Just as it runs out.
                await Task.Delay(TimeSpan.FromSeconds(RunPlan.WrapUpSeconds) - dice.Milliseconds(-30, 60), stop);
                await Post("wrap-up", "me/wrap-up", new { code = "other", finish = true });
                break;
        }
    }

    /// <summary>The same person signs in elsewhere; what the first console then asks for must be refused.</summary>
    private async Task BeUsurpedAsync()
    {
        var old = desk;
        desk = second!;
        await LogInAsync();
        await DropAsync();
        foreach (var what in (string[])["ready", "notReady"])
        {
            await old.ActAsync("old-console", code, null, "calls/me/state", new { state = what, reason = "break" });
        }

        old.Dispose();
    }

    private async Task LogInAsync()
    {
        var (status, view) = await desk.ActAsync(
            "log-in", code, null, "calls/me/log-in", new { phone = $"SIM/{code}", phoneMode = isAuto ? "autoAnswer" : "rings" });
        if (status is 200)
        {
            (desk.Agent, desk.Session) = (Guid.Parse((string)view!["id"]!), (long)view["session"]!);
        }
    }

    private async Task StayConnectedAsync(CancellationToken stop)
    {
        if (desk.Agent is not { } agent)
        {
            await LogInAsync();
            return;
        }

        if (Clock.Now < silentUntil)
        {
            await DropAsync();
            return;
        }

        if (live is { IsConnected: false })
        {
            await DropAsync();
        }

        try
        {
            if (live is null)
            {
                live = desk.Watch(fleet.Pick(dice), "agent");
                await live.StartAsync(stop);
                topic = await live.WatchAsync($"agent:{agent}", stop);
            }

            if (Clock.Now - beatAt > TimeSpan.FromSeconds(1))
            {
                beatAt = Clock.Now;
                await live.BeatAsync(stop);
            }
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // The host is away: the next try goes to another.
            await DropAsync();
        }
    }

    private async Task DropAsync()
    {
        if (live is { } ended)
        {
            (live, topic) = (null, null);
            await ended.DisposeAsync();
        }
    }

    private JsonObject? Items() => topic is { IsLive: true }
        ? new JsonObject(topic.Items.Select(item => KeyValuePair.Create(item.Key, JsonNode.Parse(item.Value))))
        : null;

    private Task<(int Status, JsonNode? Body)> AcceptAsync(string id, int version) =>
        desk.ActAsync("accept", id, version, $"calls/offers/{id}/accept", new { version });

    private Task<(int Status, JsonNode? Body)> Post(string what, string path, object? body = null, string? subject = null) =>
        desk.ActAsync(what, subject ?? code, null, $"calls/{path}", body);
}
