using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Simulator;

/// <summary>What the simulated switch does when it is told to.</summary>
internal sealed partial class SimulatedSwitch
{
    /// <summary>As <see cref="Exchange.IExchangeSession.SendAsync"/>.</summary>
    internal string? Obey(CallCommand command)
    {
        lock (gate)
        {
            return command switch
            {
                AnswerParty answer => With(answer, answer.Leg, PickUp),
                PlayPrompt play => With(play, play.Leg, leg => Play(leg, play.Prompt)),
                PlayMusic music => With(music, music.Leg, leg =>
                {
                    PickUp(leg);
                    leg.IsJoined = false;
                }),
                RingParty ring => Ring(ring),
                ConnectParties connect => Connect(connect),
                HoldParty hold => With(hold, hold.Leg, Hold),
                RetrieveParty retrieve => With(retrieve, retrieve.Leg, Retrieve),
                HangUpParty hangUp => HangUp(hangUp.Call, leg => leg.Id == hangUp.Leg),
                HangUpCall hangUp => HangUp(hangUp.Call, _ => true),
                _ => "refused",
            };
        }
    }

    private string? With(CallCommand command, string id, Action<SimulatedLeg> act)
    {
        if (!calls.TryGetValue(command.Call, out var call) || call.Legs.Find(leg => leg.Id == id) is not { } found)
        {
            return "gone";
        }

        act(found);
        return null;
    }

    private string? Ring(RingParty ring)
    {
        if (!calls.TryGetValue(ring.Call, out var call))
        {
            // A call of a citizen that is not here is over; any other is one that this system begins.
            if (ring.Call.StartsWith("sim-", StringComparison.Ordinal))
            {
                return "gone";
            }

            call = new SimulatedCall(ring.Call);
        }

        if (call.Legs.Exists(leg => leg.Id == ring.Leg))
        {
            return null;
        }

        var phone = SimulatedPhone.At(ring.Address, ring.AutoAnswer, random);
        if (phone.Kind is SimulatedPhoneKind.Absent)
        {
            return "unreachable";
        }

        var rung = new SimulatedLeg(ring.Leg, call, rung: true) { Phone = phone };
        call.Legs.Add(rung);
        calls[ring.Call] = call;
        Say(new PartyAlerting(Once(rung.Id, "alerting"), call.Id, rung.Id));
        After(TimeSpan.FromSeconds(ring.TimeoutSeconds), rung, () =>
        {
            if (!rung.IsUp)
            {
                Leave(rung, new Ending(EndedBy.Party, "no_answer", 19));
            }
        });
        if (phone.Kind is not SimulatedPhoneKind.Silent)
        {
            After(phone.After, rung, () => React(rung, phone));
        }

        return null;
    }

    private void React(SimulatedLeg leg, SimulatedPhone phone)
    {
        switch (phone.Kind)
        {
            case SimulatedPhoneKind.Busy:
                Leave(leg, new Ending(EndedBy.Party, "busy", 17));
                break;
            case SimulatedPhoneKind.Declines:
                Leave(leg, new Ending(EndedBy.Party, "rejected", 21));
                break;
            case SimulatedPhoneKind.Answers:
                PickUp(leg);
                if (phone.Talk is { } talk)
                {
                    After(talk, leg, () => Leave(leg, new Ending(EndedBy.Party, "hangup", 16)));
                }

                break;
        }
    }

    private string? Connect(ConnectParties connect)
    {
        if (!calls.TryGetValue(connect.Call, out var call)
            || connect.Legs.Any(id => !call.Legs.Exists(leg => leg.Id == id)))
        {
            return "gone";
        }

        var changed = false;
        foreach (var leg in call.Legs)
        {
            var wanted = connect.Legs.Contains(leg.Id);
            changed |= leg.IsJoined != wanted || (wanted && leg.IsHeld);
            leg.IsJoined = wanted;
            if (wanted)
            {
                leg.IsHeld = false;
                PickUp(leg);
                EndPrompt(leg);
                BeginTalk(leg);
            }
        }

        if (changed)
        {
            Join(call);
        }

        return null;
    }

    private void BeginTalk(SimulatedLeg leg)
    {
        if (leg.Talk is { } talk)
        {
            leg.Talk = null;
            After(talk, leg, () => Leave(leg, new Ending(EndedBy.Party, "hangup", 16)));
        }

        if (leg.Phone is { Holds: true })
        {
            After(HoldLength, leg, () =>
            {
                Say(new PartyHeld(Again(leg.Id, "held"), leg.Call.Id, leg.Id));
                After(HoldLength, leg, () => Say(new PartyRetrieved(Again(leg.Id, "retrieved"), leg.Call.Id, leg.Id)));
            });
        }
    }

    private void Play(SimulatedLeg leg, string prompt)
    {
        PickUp(leg);
        leg.Prompt = prompt;
        After(PromptLength, leg, () => EndPrompt(leg));
    }

    private void Hold(SimulatedLeg leg)
    {
        if (!leg.IsHeld)
        {
            (leg.IsHeld, leg.IsJoined) = (true, false);
            Say(new PartyHeld(Again(leg.Id, "held"), leg.Call.Id, leg.Id));
        }
    }

    private void Retrieve(SimulatedLeg leg)
    {
        if (leg.IsHeld)
        {
            (leg.IsHeld, leg.IsJoined) = (false, true);
            Say(new PartyRetrieved(Again(leg.Id, "retrieved"), leg.Call.Id, leg.Id));
        }
    }

    private string? HangUp(string id, Predicate<SimulatedLeg> which)
    {
        // That it is gone already is what was wanted.
        if (calls.TryGetValue(id, out var call))
        {
            foreach (var leg in call.Legs.FindAll(which))
            {
                Leave(leg, new Ending(EndedBy.System, "hangup"));
            }
        }

        return null;
    }
}
