using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Signals;

/// <summary>What happens to an offer: offered → accepted → connected → completed, and its side exits. Pure.</summary>
internal static class OfferRules
{
    /// <summary>Offers a waiting call to a ready agent; both rows are locked.</summary>
    internal static Reservation Offer(
        Call call, Agent agent, Queue queue, CallsOptions options, DateTimeOffset now, List<CallCommand> commands)
    {
        var id = ReservationId.New();
        var reservation = new Reservation
        {
            Id = id,
            AgentId = agent.Id,
            Queue = queue.Key,
            Version = 1,
            State = ReservationState.Offered,
            Leg = $"a-{id.Value:N}",
            OfferedAt = now,
            Deadline = now.AddSeconds(queue.OfferSeconds),
            IdleSince = agent.ReadySince ?? now,
        };
        call.State = CallState.Offered;
        call.AgentId = agent.Id;
        call.Offers++;
        agent.Reserve(call.Id, queue.Key, now);
        if (agent.PhoneMode is PhoneMode.Rings)
        {
            // The PBX rings a little longer than the offer lives, so that the decision is the database's and not a race of two clocks.
            commands.Add(Ring(call, reservation, agent, queue.OfferSeconds + 2, options));
        }

        return reservation;
    }

    /// <summary>Why the offer cannot be taken with this version, or null where it can.</summary>
    internal static Refusal? WhyNotAct(CallPicture picture, ReservationId id, int version) => picture.Reservation switch
    {
        null => Gone(),
        var one when one.Id != id || !one.IsUnanswered || one.Deadline <= picture.Now => Gone(),
        var one when one.Version != version => new Refusal(
            "stale-version", "这次来电分配已有变化,请以屏幕上的最新状态为准。", new Dictionary<string, object?> { ["version"] = one.Version }),
        _ => null,
    };

    /// <summary>Why accepting on the console makes no sense, or null.</summary>
    internal static Refusal? WhyNotAccept(CallPicture picture, ReservationId id, int version) =>
        WhyNotAct(picture, id, version) ?? (picture.Agent!.PhoneMode is PhoneMode.Rings
            ? new Refusal("answer-on-phone", "您的话机设为振铃接听,请摘机接听。")
            : picture.Reservation!.State is ReservationState.Accepted
                ? new Refusal("already-accepted", "已接听,正在接通您的话机。")
                : null);

    /// <summary>The agent accepted on the console: the telephone is told to pick up by itself.</summary>
    internal static void Accept(CallPicture picture)
    {
        var reservation = picture.Reservation!;
        reservation.State = ReservationState.Accepted;
        reservation.Version++;
        reservation.Deadline = picture.Now.AddSeconds(picture.Options.AutoAnswerSeconds);
        picture.Legs.Add(AgentLeg(reservation, picture.Agent!, picture.Now));
        picture.Tell(Ring(picture.Call, reservation, picture.Agent!, picture.Options.AutoAnswerSeconds + 2, picture.Options));
        picture.Note("accepted", "accepted-on-console");
    }

    /// <summary>The agent's telephone was picked up: the offer is taken, exactly once.</summary>
    internal static void Connect(CallPicture picture)
    {
        var (call, reservation) = (picture.Call, picture.Reservation!);
        reservation.State = ReservationState.Connected;
        reservation.Version++;
        reservation.Deadline = null;
        reservation.ConnectedAt = picture.Now;
        picture.Agent!.Connect(picture.Now);
        call.AgentId = reservation.AgentId;
        call.State = CallState.Connected;
        call.StepDeadline = null;
        if (call.Direction is CallDirection.Callback && picture.Citizen.State is LegState.Ringing)
        {
            picture.Tell(new RingParty(
                CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg, picture.Citizen.Address,
                picture.Options.OwnNumber, picture.Options.CallbackRingSeconds, AutoAnswer: false));
            picture.Note("dialling", "callback-agent-ready", call.CitizenLeg);
            return;
        }

        call.AnsweredAt ??= picture.Now;
        CallRules.AnswerCitizen(picture);
        picture.Tell(new ConnectParties(
            CommandId.New(), call.Source, call.PbxCall, [call.CitizenLeg, reservation.Leg]));
        picture.Note("connected", "agent-answered", reservation.Leg);
    }

    /// <summary>The offer was not taken; the call goes back to its own place and the agent on.</summary>
    internal static void Fail(CallPicture picture, ReservationState how, string cause)
    {
        var (reservation, agent) = (picture.Reservation!, picture.Agent!);
        Close(picture, how, cause);
        switch (how)
        {
            case ReservationState.Failed:
                agent.LosePhone(picture.Now);
                break;
            case ReservationState.Timeout:
                agent.Miss(picture.Options.MissesBeforeNotReady, picture.Now);
                break;
            default:
                agent.Release(picture.Now);
                break;
        }

        picture.AgentFreed = true;
        picture.Refused = how is ReservationState.Timeout or ReservationState.Rejected or ReservationState.Failed;
        var call = picture.Call;
        call.AgentId = null;
        call.State = CallState.Queued;
        picture.NeedsMusic = true;
        picture.Wake.Add(reservation.Queue);
        picture.Note("requeued", cause);
    }

    /// <summary>Ends the open reservation and, where one rings, the agent's telephone.</summary>
    internal static void Close(CallPicture picture, ReservationState how, string cause)
    {
        var reservation = picture.Reservation!;
        reservation.State = how;
        reservation.Version++;
        reservation.Deadline = null;
        reservation.EndedAt = picture.Now;
        if (picture.Leg(reservation.Leg) is { IsLive: true } leg)
        {
            EndLeg(picture, leg, cause);
            picture.Tell(new HangUpParty(
                CommandId.New(), picture.Call.Source, picture.Call.PbxCall, leg.Id,
                how is ReservationState.Completed ? "normal" : "rescinded"));
        }
    }

    internal static void EndLeg(CallPicture picture, Leg leg, string reason, int? cause = null)
    {
        leg.State = LegState.Ended;
        leg.EndedAt ??= picture.Now;
        leg.EndReason ??= reason;
        leg.Cause ??= cause;
    }

    /// <summary>The leg a ringing offer makes; recorded with the offer so that its signals are known.</summary>
    internal static Leg AgentLeg(Reservation reservation, Agent agent, DateTimeOffset now) => new()
    {
        Id = reservation.Leg,
        Role = LegRole.Agent,
        AgentId = agent.Id,
        ReservationId = reservation.Id,
        Address = agent.Phone,
        State = LegState.Ringing,
        StartedAt = now,
    };

    private static RingParty Ring(Call call, Reservation reservation, Agent agent, int seconds, CallsOptions options) => new(
        CommandId.New(), call.Source, call.PbxCall, reservation.Leg, agent.Phone,
        call.Caller.Length > 0 ? call.Caller : options.OwnNumber, seconds, agent.PhoneMode is PhoneMode.AutoAnswer);

    private static Refusal Gone() => new("offer-gone", "这通来电已不再分配给您(已超时、被撤回或来电人已挂机)。");
}
