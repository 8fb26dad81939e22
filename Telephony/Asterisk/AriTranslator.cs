using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>Turns the events of one connection into signals. It knows no network and no database.</summary>
/// <remarks>
/// ARI numbers nothing. Where a thing can happen once to a leg (arrived, rang, answered, left) the signal's id is made of the
/// channel and the word, so that finding it in a list after a gap is the same signal; where it can happen again the event's
/// time makes it unique.
/// </remarks>
internal sealed class AriTranslator(string source, string app, string epoch, AriCalls calls, TimeProvider clock)
{
    private readonly string waitingRoom = AriNames.WaitingRoom(app);

    /// <summary>How far Asterisk's clock is behind ours; a small difference is left to it.</summary>
    internal TimeSpan ClockOffset { get; set; }

    /// <summary>Adds what the event comes to. False when Asterisk says that this connection hears nothing any more.</summary>
    internal bool Translate(JsonElement said, AriHeard heard)
    {
        switch (said.Text("type"))
        {
            case "StasisStart":
                Started(said, heard);
                break;
            case "ChannelStateChange" when Leg(said, "channel") is { } leg:
                StateChanged(said, leg, heard);
                break;
            case "Dial" when said.Text("dialstatus") is "RINGING" or "PROGRESS" && Leg(said, "peer") is { } leg:
                Alert(leg, At(said), heard);
                break;
            case "ChannelEnteredBridge" when Leg(said, "channel") is { } leg && said.Object("bridge") is { } bridge:
                Entered(said, leg, bridge, heard);
                break;
            case "ChannelLeftBridge" when Leg(said, "channel") is { } leg:
                leg.Bridge = leg.Bridge == said.Text("bridge", "id") ? null : leg.Bridge;
                break;
            case "ChannelHold" when Leg(said, "channel") is { } leg:
                heard.Add(new PartyHeld(Again(said, leg, "held"), leg.Call.Id, leg.Id));
                break;
            case "ChannelUnhold" when Leg(said, "channel") is { } leg:
                heard.Add(new PartyRetrieved(Again(said, leg, "retrieved"), leg.Call.Id, leg.Id));
                break;
            case "ChannelDtmfReceived" when Leg(said, "channel") is { } leg && said.Text("digit") is { } digit:
                heard.Add(new DigitsPressed(Again(said, leg, "digit"), leg.Call.Id, leg.Id, digit));
                break;
            case "ChannelTransfer" when said.Text("state") is null:
                TransferAsked(said, heard);
                break;
            case "PlaybackFinished":
                Played(said, heard);
                break;
            case "ChannelHangupRequest" when Leg(said, "channel") is { } leg:
                leg.Cause ??= said.Number("cause");
                break;
            case "StasisEnd" when Leg(said, "channel") is { Rung: false } leg:
                Left(leg, leg.Cause, At(said), heard);
                break;
            case "ChannelDestroyed" when Leg(said, "channel") is { } leg:
                Left(leg, said.Number("cause"), At(said), heard);
                break;
            case "ApplicationReplaced":
                return false;
        }

        return true;
    }

    /// <summary>Ends a leg that is known to be gone, and its call with the last one.</summary>
    internal void Left(AriLeg leg, int? cause, DateTimeOffset at, AriHeard heard)
    {
        var ending = Causes.EndingOf(cause, leg.IsOrdered, leg.IsUp, leg.HasAlerted);
        leg.Call.Ending ??= ending;
        heard.Add(new PartyLeft(Once(leg, "left", at), leg.Call.Id, leg.Id, ending));
        Forget(leg, at, heard);
    }

    /// <summary>Forgets a leg; with the last one its call ends.</summary>
    internal void Forget(AriLeg leg, DateTimeOffset at, AriHeard heard)
    {
        if (!calls.Remove(leg))
        {
            return;
        }

        if (leg.Call.Ending is { } ending)
        {
            heard.Add(new CallEnded(Stamp($"{leg.Call.Id}/ended", at), leg.Call.Id, ending));
        }

        if (leg.Call.HasBridge)
        {
            heard.Chores.Add(AriRequest.DropBridge(AriNames.BridgeOf(leg.Call.Id)));
        }
    }

    /// <summary>A citizen's call, from the event of its arrival or from a list made later.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="given">What the dialplan says of it: the dialled number, then headers, each URI-encoded.</param>
    /// <param name="heard">Where it goes.</param>
    internal void Arrive(JsonElement channel, IReadOnlyList<string> given, AriHeard heard)
    {
        var id = channel.Text("id")!;
        if (calls.IsGone(id))
        {
            return;
        }

        var leg = calls.Add(id, id, rung: false);
        leg.IsUp = channel.Text("state") is "Up";
        leg.ToldAnswered |= leg.IsUp;
        heard.Add(new Arrival(
            Once(leg, "arrived", channel.Time("creationtime") + ClockOffset ?? clock.GetUtcNow()),
            id,
            id,
            given.Count > 0 ? Given(0) : channel.Text("dialplan", "exten"),
            channel.Text("caller", "number"),
            Given(1),
            Given(2),
            Given(3)));

        string? Given(int place) =>
            place < given.Count && Uri.UnescapeDataString(given[place]) is { Length: > 0 } text ? text : null;
    }

    internal void Alert(AriLeg leg, DateTimeOffset at, AriHeard heard)
    {
        if (leg is { Rung: true, HasAlerted: false })
        {
            leg.HasAlerted = true;
            heard.Add(new PartyAlerting(Once(leg, "alerting", at), leg.Call.Id, leg.Id));
        }
    }

    internal void Answered(AriLeg leg, DateTimeOffset at, AriHeard heard)
    {
        leg.IsUp = true;
        if (!leg.ToldAnswered)
        {
            leg.ToldAnswered = true;
            heard.Add(new PartyAnswered(Once(leg, "answered", at), leg.Call.Id, leg.Id));
        }
    }

    internal Stamp Stamp(string id, DateTimeOffset at) => new(source, id, epoch, 0, null, at);

    private void Started(JsonElement said, AriHeard heard)
    {
        var args = AriArguments.Of(said.Texts("args"));
        if (said.Object("channel") is not { } channel || args.Count == 0)
        {
            return;
        }

        switch (args[0])
        {
            case "inbound" or "internal":
                Arrive(channel, [.. args.Skip(1)], heard);
                break;

            // It can be joined with others only from here on, so only here it has answered.
            case "party" when args.Count > 1 && channel.Text("id") is { } id && !calls.IsGone(id):
                Answered(calls.Add(id, args[1], rung: true), At(said), heard);
                break;
        }
    }

    private void StateChanged(JsonElement said, AriLeg leg, AriHeard heard)
    {
        switch (said.Text("channel", "state"))
        {
            case "Ringing":
                Alert(leg, At(said), heard);
                break;
            case "Up" when !leg.Rung:
                Answered(leg, At(said), heard);
                break;
        }
    }

    private void Entered(JsonElement said, AriLeg leg, JsonElement bridge, AriHeard heard)
    {
        leg.Bridge = bridge.Text("id");
        var channels = bridge.Texts("channels");
        if (leg.Bridge == waitingRoom)
        {
            if (channels.Length <= 1)
            {
                heard.Chores.Add(AriRequest.PlayMusic(waitingRoom));
            }

            if (leg.IsHeld)
            {
                heard.Add(new PartyHeld(Again(said, leg, "held"), leg.Call.Id, leg.Id));
            }
        }
        else if (leg.IsHeld)
        {
            leg.IsHeld = false;
            heard.Add(new PartyRetrieved(Again(said, leg, "retrieved"), leg.Call.Id, leg.Id));
        }
        else if (channels.Length > 1)
        {
            heard.Add(new PartiesBridged(Again(said, leg, "bridged"), leg.Call.Id, channels));
        }
    }

    private void TransferAsked(JsonElement said, AriHeard heard)
    {
        if (said.Object("referred_by") is not { } by || Leg(by, "source_channel") is not { } leg
            || said.Object("refer_to") is not { } to)
        {
            return;
        }

        // An attended one names the other dialog instead of a number: what its telephone dialled for it is the target.
        var attended = to.Object("destination_channel");
        var target = attended?.Text("dialplan", "exten") ?? to.Text("requested_destination", "destination") ?? "";
        leg.AwaitsTransfer = true;
        heard.Chores.Add(AriRequest.TellTransfer(leg.Id, "channel_progress"));
        heard.Add(new TransferAsked(Again(said, leg, "transfer"), leg.Call.Id, leg.Id, target, attended is not null));
    }

    private void Played(JsonElement said, AriHeard heard)
    {
        if (said.Object("playback") is { } playback && playback.Text("id") is { } id
            && playback.Text("target_uri") is { } target && target.StartsWith("channel:", StringComparison.Ordinal)
            && calls.FindLeg(target["channel:".Length..]) is { } leg && AriNames.PromptOf(id) is { } prompt)
        {
            leg.Playbacks.Remove(id);
            heard.Add(new PromptFinished(Stamp($"{id}/finished", At(said)), leg.Call.Id, leg.Id, prompt));
        }
    }

    /// <summary>The known leg an event is about; a leg we rang tells its call in a variable.</summary>
    private AriLeg? Leg(JsonElement said, string name)
    {
        if (said.Object(name) is not { } channel || channel.Text("id") is not { } id)
        {
            return null;
        }

        return calls.FindLeg(id)
            ?? (channel.Text("channelvars", AriNames.CallVariable) is { Length: > 0 } call && !calls.IsGone(id)
                ? calls.Add(id, call, rung: true)
                : null);
    }

    private Stamp Once(AriLeg leg, string what, DateTimeOffset at) => Stamp($"{leg.Id}/{what}", at);

    private Stamp Again(JsonElement said, AriLeg leg, string what) =>
        Stamp($"{leg.Id}/{what}/{said.Text("timestamp")}", At(said));

    private DateTimeOffset At(JsonElement said) => said.Time("timestamp") + ClockOffset ?? clock.GetUtcNow();
}
