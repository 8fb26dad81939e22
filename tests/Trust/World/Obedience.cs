using System.Text.Json.Nodes;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>The PBX fetches its commands and does each of them once.</summary>
internal sealed class Obedience(RunPlan plan, Pbx pbx, Mail mail, Telephones telephones)
{
    private readonly Dice dice = plan.DiceOf("obedience");
    private readonly Dictionary<Guid, TakenCommand> taken = [];
    private long after;

    internal IReadOnlyList<TakenCommand> Taken
    {
        get
        {
            lock (pbx.Gate)
            {
                return [.. taken.Values];
            }
        }
    }

    internal async Task FetchAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var answer = await mail.AskAsync(
                HttpMethod.Get, $"commands?source={RunPlan.Source}&after={after}&wait=2", "", dice, stop);
            if (answer is null)
            {
                await Task.Delay(dice.Milliseconds(10, 80), stop);
                continue;
            }

            foreach (var command in answer["commands"]!.AsArray())
            {
                Take(command!);
            }

            after = (long)answer["next"]!;
            if ((bool)answer["snapshotWanted"]!)
            {
                await pbx.TellSnapshotAsync();
            }
        }
    }

    internal async Task BeatAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(1000, stop);
            await mail.AskAsync(
                HttpMethod.Post, $"sources/{RunPlan.Source}/heartbeat", new JsonObject { ["time"] = Clock.Now }.ToJsonString(),
                dice, stop);
        }
    }

    internal async Task TellSnapshotsAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(3000, stop);
            await pbx.TellSnapshotAsync();
        }
    }

    private void Take(JsonNode command)
    {
        var id = Guid.Parse((string)command["id"]!);
        var data = command["data"]!;
        var name = (string)data["callId"]!;
        var type = ((string)command["type"]!)["command.".Length..];
        lock (pbx.Gate)
        {
            if (taken.TryGetValue(id, out var known))
            {
                taken[id] = known with { Times = known.Times + 1 };
                return;
            }

            taken[id] = new TakenCommand(id, name, type, (long)command["position"]!, Clock.Now, 1);
            var call = pbx.Find(name, mayBegin: type == "ringParty" && name.StartsWith("cb-", StringComparison.Ordinal));
            if (call is not { EndedAt: null } || !Do(id, type, data, call))
            {
                mail.TellResult(id, "failed", "gone");
            }
            else if (type is not ("ringParty" or "connectParties") && dice.Percent(10))
            {
                mail.TellResult(id, "done", null);
            }
        }
    }

    /// <summary>False where what it is about is not here any more.</summary>
    private bool Do(Guid id, string type, JsonNode data, PbxCall call)
    {
        var leg = data["legId"] is { } named ? call.Find((string)named!) : null;
        switch (type)
        {
            case "ringParty":
                telephones.Ring(id, call, data);
                return true;
            case "connectParties":
                return Connect(call, data["legs"]!.AsArray().Select(one => call.Find((string)one!)).ToList());
            case "hangUpCall":
                pbx.Finish(call, "system", "system");
                return true;
            case var _ when leg is not { Stage: not LegStage.Gone }:
                return false;
            case "answerParty":
                if (leg.Stage is LegStage.Ringing)
                {
                    leg.Stage = LegStage.Answered;
                    pbx.SayLeg(call, leg, "answered");
                }

                return true;
            case "playMusic":
                leg.IsBridged = false;
                return true;
            case "playPrompt":
                telephones.Play(call, leg, (string)data["prompt"]!);
                return true;
            case "hangUpParty":
                pbx.Leave(call, leg, "system", "system");
                return true;
            default:
                return true;
        }
    }

    private bool Connect(PbxCall call, List<PbxLeg?> legs)
    {
        if (legs.Exists(leg => leg is not { Stage: LegStage.Answered }))
        {
            return false;
        }

        var stranger = call.Alive.FirstOrDefault(leg => leg.Role is "agent" && leg.IsBridged && !legs.Contains(leg));
        if (stranger is not null)
        {
            pbx.Note($"call {call.Name} was given to a second agent while {stranger.Address} was in it");
        }

        foreach (var leg in legs)
        {
            leg!.IsBridged = true;
        }

        call.WasBridged = true;
        pbx.SayLeg(call, legs[0]!, "bridged", data => data["peerLegId"] = legs[1]!.Name);
        telephones.Talk(call, legs!);
        return true;
    }
}
