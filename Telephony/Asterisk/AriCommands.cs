using System.Net;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>
/// Turns commands into requests, as few as will do. A citizen is picked up when the first thing is to be heard, so a call that
/// finds an agent at once costs no music and no early answer.
/// </summary>
internal sealed class AriCommands(
    AriClient client, string app, AriCalls calls, PromptOptions prompts, AriRinging ringing)
{
    private readonly string waitingRoom = AriNames.WaitingRoom(app);

    /// <summary>As <see cref="IExchangeSession.SendAsync"/>.</summary>
    internal Task<string?> SendAsync(CallCommand command, CancellationToken cancellationToken) => command switch
    {
        AnswerParty answer => AnswerAsync(answer.Leg, cancellationToken),
        PlayPrompt play => PlayAsync(play, cancellationToken),
        PlayMusic music => WaitAsync(music.Leg, held: false, cancellationToken),
        RingParty ring => ringing.RingAsync(ring, cancellationToken),
        ConnectParties connect => ConnectAsync(connect, cancellationToken),
        HoldParty hold => WaitAsync(hold.Leg, held: true, cancellationToken),
        RetrieveParty retrieve => RetrieveAsync(retrieve, cancellationToken),
        HangUpParty hangUp => HangUpAsync(hangUp.Leg, WordOf(hangUp.Reason), cancellationToken),
        HangUpCall hangUp => HangUpAsync(hangUp, cancellationToken),
        _ => Task.FromResult<string?>("refused"),
    };

    private async Task<string?> ConnectAsync(ConnectParties connect, CancellationToken cancellationToken)
    {
        var bridge = AriNames.BridgeOf(connect.Call);
        var first = new List<AriRequest>();
        string[] joining, leaving;
        lock (calls.Gate)
        {
            var call = calls.FindCall(connect.Call);
            var wanted = connect.Legs.Select(calls.FindLeg).OfType<AriLeg>().ToArray();
            if (call is null || wanted.Length < connect.Legs.Count)
            {
                return "gone";
            }

            if (!call.HasBridge)
            {
                call.HasBridge = true;

                // dtmf_events: in a plain mixing bridge Asterisk passes keys by without a word.
                first.Add(AriRequest.MakeBridge(bridge, "mixing,dtmf_events"));
            }

            foreach (var leg in wanted)
            {
                AddAnswer(leg, first);
                AddSilence(leg, first);
                leg.IsHeld = false;
                if (TakeTransfer(leg))
                {
                    // It stays with whom it has: the transfer it asked for is not done.
                    first.Add(AriRequest.TellTransfer(leg.Id, "channel_declined"));
                }
            }

            joining = [.. wanted.Where(leg => leg.Bridge != bridge).Select(leg => leg.Id)];
            var others = call.Legs.Where(leg => leg.Bridge == bridge && !connect.Legs.Contains(leg.Id)).ToArray();
            leaving = [.. others.Select(leg => leg.Id)];
            first.AddRange(others.Where(TakeTransfer).Select(leg => AriRequest.TellTransfer(leg.Id, "channel_answered")));
        }

        await Task.WhenAll(first.Select(request => client.SendAsync(request, cancellationToken)));
        if (leaving.Length > 0)
        {
            await client.SendAsync(AriRequest.Leave(bridge, leaving), cancellationToken);
        }

        if (joining.Length == 0)
        {
            return null;
        }

        var answer = await client.SendAsync(AriRequest.Join(bridge, joining), cancellationToken);
        if (answer.Status is HttpStatusCode.NotFound)
        {
            // Somebody deleted the bridge behind our back.
            await client.SendAsync(AriRequest.MakeBridge(bridge, "mixing,dtmf_events"), cancellationToken);
            answer = await client.SendAsync(AriRequest.Join(bridge, joining), cancellationToken);
        }

        return Placed(answer, bridge, joining);
    }

    /// <summary>Puts a party into the waiting room, where there is music.</summary>
    private async Task<string?> WaitAsync(string channel, bool held, CancellationToken cancellationToken)
    {
        var first = new List<AriRequest>();
        lock (calls.Gate)
        {
            if (calls.FindLeg(channel) is { } leg)
            {
                leg.IsHeld = held;
                if (leg.Bridge == waitingRoom)
                {
                    return null;
                }

                if (held)
                {
                    AddSilence(leg, first);
                }

                AddAnswer(leg, first);
            }
        }

        first.Add(AriRequest.Join(waitingRoom, channel));
        var answers = await Task.WhenAll(first.Select(request => client.SendAsync(request, cancellationToken)));
        var answer = answers[^1];
        if (answer.Status is HttpStatusCode.NotFound)
        {
            await client.SendAsync(AriRequest.MakeBridge(waitingRoom, "holding"), cancellationToken);
            answer = await client.SendAsync(AriRequest.Join(waitingRoom, channel), cancellationToken);
        }

        return Placed(answer, waitingRoom, channel);
    }

    /// <summary>Notes where channels are now: the event may come after the next command, which must not move them again.</summary>
    private string? Placed(AriAnswer answer, string bridge, params IEnumerable<string> channels)
    {
        lock (calls.Gate)
        {
            foreach (var leg in answer.IsDone ? channels.Select(calls.FindLeg).OfType<AriLeg>() : [])
            {
                leg.Bridge = bridge;
            }
        }

        return answer.WhyNot();
    }

    private async Task<string?> RetrieveAsync(RetrieveParty retrieve, CancellationToken cancellationToken)
    {
        var bridge = AriNames.BridgeOf(retrieve.Call);
        lock (calls.Gate)
        {
            if (calls.FindLeg(retrieve.Leg)?.Bridge == bridge)
            {
                return null;
            }
        }

        var answer = await client.SendAsync(AriRequest.Join(bridge, retrieve.Leg), cancellationToken);
        return Placed(answer, bridge, retrieve.Leg);
    }

    private async Task<string?> AnswerAsync(string channel, CancellationToken cancellationToken)
    {
        lock (calls.Gate)
        {
            if (calls.FindLeg(channel) is { } leg)
            {
                if (leg.IsUp)
                {
                    return null;
                }

                leg.IsUp = true;
            }
        }

        return (await client.SendAsync(AriRequest.Answer(channel), cancellationToken)).WhyNot();
    }

    /// <summary>
    /// Plays a prompt. A party that is with nobody is put where the music is first: Asterisk lets a channel that hears a prompt
    /// change its place only when the prompt has ended, and the music comes back by itself.
    /// </summary>
    private async Task<string?> PlayAsync(PlayPrompt play, CancellationToken cancellationToken)
    {
        var playback = AriNames.PlaybackOf(play.Prompt, play.Id);
        bool isAlone;
        lock (calls.Gate)
        {
            isAlone = calls.FindLeg(play.Leg) is { Bridge: null };
        }

        if (isAlone && await WaitAsync(play.Leg, held: false, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        lock (calls.Gate)
        {
            calls.FindLeg(play.Leg)?.Playbacks.Add(playback);
        }

        var media = prompts.MediaOf(play.Prompt, play.Numbers);
        return (await client.SendAsync(AriRequest.Play(play.Leg, playback, media), cancellationToken)).WhyNot();
    }

    private async Task<string?> HangUpAsync(string channel, string reason, CancellationToken cancellationToken)
    {
        var awaitsTransfer = false;
        lock (calls.Gate)
        {
            if (calls.FindLeg(channel) is { } leg)
            {
                leg.IsOrdered = true;
                awaitsTransfer = TakeTransfer(leg);
            }
        }

        if (awaitsTransfer)
        {
            await client.SendAsync(AriRequest.TellTransfer(channel, "channel_answered"), cancellationToken);
        }

        // That it is gone already is what was wanted.
        var answer = await client.SendAsync(AriRequest.HangUp(channel, reason), cancellationToken);
        return answer.Status is HttpStatusCode.NotFound ? null : answer.WhyNot();
    }

    private async Task<string?> HangUpAsync(HangUpCall hangUp, CancellationToken cancellationToken)
    {
        string[] legs;
        lock (calls.Gate)
        {
            legs = calls.FindCall(hangUp.Call) is { } call ? [.. call.Legs.Select(leg => leg.Id)] : [hangUp.Call];
        }

        var refusals = await Task.WhenAll(legs.Select(leg => HangUpAsync(leg, "normal", cancellationToken)));
        return Array.Find(refusals, refusal => refusal is not null);
    }

    private static void AddAnswer(AriLeg leg, List<AriRequest> requests)
    {
        if (leg is { Rung: false, IsUp: false })
        {
            leg.IsUp = true;
            requests.Add(AriRequest.Answer(leg.Id));
        }
    }

    /// <summary>A channel that hears a prompt takes no other order until it ends.</summary>
    private static void AddSilence(AriLeg leg, List<AriRequest> requests)
    {
        requests.AddRange(leg.Playbacks.Select(AriRequest.StopPlayback));
        leg.Playbacks.Clear();
    }

    private static bool TakeTransfer(AriLeg leg)
    {
        var awaited = leg.AwaitsTransfer;
        leg.AwaitsTransfer = false;
        return awaited;
    }

    /// <summary>ARI's word for why we end a leg; another agent's pick-up shows as no missed call on the telephone.</summary>
    private static string WordOf(string reason) => reason switch
    {
        "busy" => "busy",
        "no_answer" => "no_answer",
        "rescinded" => "answered_elsewhere",
        _ => "normal",
    };
}
