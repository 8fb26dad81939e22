using System.Text.Json.Nodes;

namespace ContactCenter.Trust.World;

/// <summary>The telephones at the PBX's ends: agents', other centres' and citizens', each as people treat them.</summary>
internal sealed class Telephones(RunPlan plan, Pbx pbx, Mail mail, CancellationToken stop)
{
    /// <summary>Under the PBX's lock: rings a telephone.</summary>
    internal void Ring(Guid command, PbxCall call, JsonNode data)
    {
        var dice = plan.DiceOf($"ring:{call.Name}:{++call.Rings}");
        var (given, address) = ((string)data["legId"]!, (string)data["address"]!);
        var role = address.StartsWith(Citizens.Numbers, StringComparison.Ordinal) ? "citizen"
            : address.Contains('@', StringComparison.Ordinal) ? "trunk" : "agent";

        // Some systems give what they make names of their own.
        var isOwnName = dice.Percent(20);
        var leg = new PbxLeg(isOwnName ? $"{call.Name}-leg{call.Rings}" : given, role, address)
        {
            Alias = isOwnName ? given : null,
            Command = command,
        };
        var isBusy = role is "agent" && pbx.IsBusy(address);
        if (dice.Percent(3))
        {
            mail.TellResult(command, "failed", "unreachable");
            return;
        }

        call.Legs[leg.Name] = leg;
        if (isBusy)
        {
            Later(TimeSpan.Zero, () => pbx.Leave(call, leg, "busy", "agent"));
            return;
        }

        if (dice.Percent(70))
        {
            pbx.SayLeg(call, leg, "alerting");
        }

        var (wait, answers, reason) = Decide(role, (bool)data["autoAnswer"]!, (double)data["timeoutSeconds"]!, dice);
        Later(wait, () =>
        {
            if (!answers)
            {
                pbx.Leave(call, leg, reason, role is "citizen" ? "citizen" : "agent");
                return;
            }

            PickUp(call, leg);
            if (role is "citizen")
            {
                // With nobody to speak to one does not wait for ever.
                Later(dice.Milliseconds(1000, 5000), () => GiveUp(call, leg));
            }

            if (role is "agent" && dice.Percent(4))
            {
                Later(dice.Milliseconds(0, 60), () => pbx.Leave(call, leg, "hangup", "agent"));
            }
        });
    }

    /// <summary>Under the PBX's lock: a prompt is heard to its end, or stopped by what comes.</summary>
    internal void Play(PbxCall call, PbxLeg leg, string prompt) =>
        Later(plan.DiceOf($"prompt:{call.Name}:{call.Count}").Milliseconds(20, 150), () =>
        {
            lock (pbx.Gate)
            {
                if (leg.Stage is not LegStage.Gone && call.EndedAt is null)
                {
                    pbx.Say(call, "call.prompt.finished", "prompt", leg, data => data["prompt"] = prompt);
                }
            }
        });

    /// <summary>Under the PBX's lock: two people speak, and one of them ends it, or the agent's console does.</summary>
    internal void Talk(PbxCall call, IReadOnlyList<PbxLeg> legs)
    {
        var dice = plan.DiceOf($"talk:{call.Name}:{++call.Talks}");
        var other = legs.First(leg => leg.Role is not "citizen");
        var citizen = legs.First(leg => leg.Role is "citizen");
        var length = dice.Milliseconds(50, 700);
        if (other.Role is "agent" && dice.Percent(10))
        {
            Later(length * 0.3, () => Hold(call, other, "held"));
            Later(length * 0.7, () => Hold(call, other, "retrieved"));
        }

        switch (dice.Below(100))
        {
            case < 55:
                Later(length, () => pbx.Leave(call, citizen, "hangup", "citizen"));
                break;
            case < 75:
                Later(length, () => pbx.Leave(call, other, "hangup", other.Role));
                break;
            case < 80:
                // Both at once.
                Later(length, () => pbx.Leave(call, citizen, "hangup", "citizen"));
                Later(length, () => pbx.Leave(call, other, "hangup", other.Role));
                break;
            default:
                // The agent's console has its chance, and in the end citizens hang up.
                Later(length + TimeSpan.FromSeconds(2.5), () => pbx.Leave(call, citizen, "hangup", "citizen"));
                break;
        }
    }

    /// <summary>A citizen's patience is over.</summary>
    internal void GiveUp(PbxCall call, PbxLeg citizen)
    {
        lock (pbx.Gate)
        {
            if (!citizen.IsBridged)
            {
                pbx.Leave(call, citizen, "hangup", "citizen");
                return;
            }
        }

        // In conversation: whoever speaks does not look at the clock, but a call does not last for ever either.
        Later(TimeSpan.FromSeconds(4), () => pbx.Leave(call, citizen, "hangup", "citizen"));
    }

    internal void Later(TimeSpan wait, Action act) => _ = Task.Run(async () =>
    {
        await Task.Delay(wait, stop);
        act();
    }, CancellationToken.None);

    private static (TimeSpan Wait, bool Answers, string Reason) Decide(string role, bool isAuto, double timeout, Dice dice)
    {
        var roll = dice.Below(100);
        return role switch
        {
            "agent" when isAuto => roll < 93
                ? (dice.Milliseconds(5, 80), true, "")
                : (TimeSpan.FromSeconds(timeout), false, "no_answer"),
            "agent" => roll switch
            {
                < 74 => (dice.Milliseconds(10, 400), true, ""),

                // Around the end of the offer, on both sides of it.
                < 82 => (TimeSpan.FromSeconds(RunPlan.OfferSeconds) + dice.Milliseconds(-60, 120), true, ""),
                < 90 => (TimeSpan.FromSeconds(timeout), false, "no_answer"),
                < 96 => (dice.Milliseconds(5, 60), false, "busy"),
                _ => (dice.Milliseconds(20, 300), false, "rejected"),
            },
            "trunk" => roll < 55 ? (dice.Milliseconds(30, 500), true, "") : (dice.Milliseconds(30, 600), false, roll < 80 ? "busy" : "no_answer"),
            _ => roll < 65 ? (dice.Milliseconds(30, 400), true, "") : (dice.Milliseconds(30, 800), false, roll < 85 ? "no_answer" : "busy"),
        };
    }

    private void PickUp(PbxCall call, PbxLeg leg)
    {
        lock (pbx.Gate)
        {
            if (leg.Stage is LegStage.Ringing && call.EndedAt is null)
            {
                leg.Stage = LegStage.Answered;
                pbx.SayLeg(call, leg, "answered");
            }
        }
    }

    private void Hold(PbxCall call, PbxLeg leg, string state)
    {
        lock (pbx.Gate)
        {
            if (leg is { Stage: LegStage.Answered, IsBridged: true })
            {
                pbx.SayLeg(call, leg, state);
            }
        }
    }
}
