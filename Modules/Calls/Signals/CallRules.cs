using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Signals;

/// <summary>What a telephone system's word does to a call. Pure; late and doubled words change nothing twice.</summary>
internal static class CallRules
{
    /// <summary>Applies a signal to a call that exists. Returns why it is an anomaly, or null.</summary>
    internal static string? Apply(CallPicture picture, CallSignal signal)
    {
        if (!picture.Call.IsLive)
        {
            return AfterEnd(picture, signal);
        }

        switch (signal)
        {
            case CallArrived:
                return "arrived-twice";
            case PartyAlerting alerting:
                picture.Note("alerting", "pbx", alerting.Leg);
                return picture.Leg(alerting.Leg) is null ? "unknown-leg" : null;
            case PartyAnswered answered:
                return Answered(picture, answered.Leg);
            case PartyHeld held:
                return Hold(picture, held.Leg, true);
            case PartyRetrieved retrieved:
                return Hold(picture, retrieved.Leg, false);
            case PartiesBridged:
                picture.Note("bridged", "pbx");
                return null;
            case PromptFinished finished:
                return Heard(picture, finished);
            case DigitsPressed digits:
                picture.Note("digits", "pbx", digits.Leg, digits.Digits.Length > 4 ? "****" : digits.Digits);     // More is a number of theirs.
                return null;
            case PartyLeft left:
                return Left(picture, left.Leg, left.Ending);
            case CallEnded ended:
                EndRules.End(picture, ended.Ending, outcome: null, tellPbx: false);
                return null;
            case CommandFailed failed:
                return Failed(picture, failed);
            default:
                return "unknown-signal";
        }
    }

    /// <summary>Picks up for the citizen where that has not been done.</summary>
    internal static void AnswerCitizen(CallPicture picture)
    {
        if (picture.Citizen.State is LegState.Ringing && picture.Call.Direction is CallDirection.Inbound)
        {
            picture.Citizen.State = LegState.Answering;
            picture.Tell(new AnswerParty(
                CommandId.New(), picture.Call.Source, picture.Call.PbxCall, picture.Call.CitizenLeg));
        }
    }

    /// <summary>Gives a waiting citizen the greeting and music, once no agent was found at once.</summary>
    internal static void GiveMusic(CallPicture picture)
    {
        if (!picture.Call.HasCitizen)
        {
            return;
        }

        var call = picture.Call;
        AnswerCitizen(picture);
        if (picture.Greeting is { } greeting)
        {
            picture.Tell(new PlayPrompt(CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg, greeting, []));
        }

        picture.Tell(new PlayMusic(CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg));
    }

    /// <summary>Why this agent may not act on the call as its talker, or null.</summary>
    internal static Refusal? WhyNotTalker(CallPicture picture, AgentId agent) =>
        picture.Reservation is { State: ReservationState.Connected } one && one.AgentId == agent
            ? null
            : new Refusal("not-your-call", "这通电话当前不在您手上。");

    /// <summary>Why the citizen cannot be put on hold or passed on, or null: one who is being called back must be reached first.</summary>
    internal static Refusal? WhyNoCitizen(Call call) => call.HasCitizen
        ? null
        : new Refusal("citizen-not-reached", "正在呼叫来电人,尚未接通;请等待接听,或结束本次回拨。");

    private static string? Answered(CallPicture picture, string legId)
    {
        if (picture.Leg(legId) is not { } leg)
        {
            return "unknown-leg";
        }

        if (!leg.IsLive)
        {
            // A late answer steals nothing: the offer is another's by now, or the caller's who left.
            picture.Tell(new HangUpParty(
                CommandId.New(), picture.Call.Source, picture.Call.PbxCall, legId, "rescinded"));
            return "late-answer";
        }

        leg.State = LegState.Answered;
        leg.AnsweredAt ??= picture.Now;
        switch (leg.Role)
        {
            case LegRole.Agent when picture.Reservation is { IsUnanswered: true } one && one.Leg == legId:
                OfferRules.Connect(picture);
                return null;
            case LegRole.Trunk when picture.Call.State is CallState.Forwarding:
                Forwarded(picture, leg);
                return null;
            case LegRole.Citizen when picture.Call is
                { Direction: CallDirection.Callback, State: CallState.Connected or CallState.Held }:
                picture.Call.AnsweredAt ??= picture.Now;
                picture.Tell(new ConnectParties(
                    CommandId.New(), picture.Call.Source, picture.Call.PbxCall,
                    [picture.Call.CitizenLeg, picture.Reservation!.Leg]));
                picture.Note("connected", "citizen-answered", legId);
                return null;
            default:
                return null;
        }
    }

    private static void Forwarded(CallPicture picture, Leg leg)
    {
        var call = picture.Call;
        call.State = CallState.Forwarded;
        call.StepDeadline = null;
        call.AnsweredAt ??= picture.Now;
        AnswerCitizen(picture);
        picture.Tell(new ConnectParties(
            CommandId.New(), call.Source, call.PbxCall, [call.CitizenLeg, leg.Id]));
        picture.Note("forwarded", "other-centre-answered", leg.Id, leg.Address);
    }

    private static string? Hold(CallPicture picture, string legId, bool held)
    {
        var expected = held ? CallState.Connected : CallState.Held;
        if (picture.Call.State == expected && picture.Reservation?.Leg == legId)
        {
            picture.Call.State = held ? CallState.Held : CallState.Connected;
            picture.Agent!.Hold(held, picture.Now);
            picture.Note(held ? "held" : "retrieved", "telephone", legId);
        }

        return null;
    }

    private static string? Heard(CallPicture picture, PromptFinished finished)
    {
        if (picture.Call.State is CallState.Notice && finished.Leg == picture.Call.CitizenLeg)
        {
            RouteRules.AfterNotice(picture);
        }

        return null;
    }

    private static string? Left(CallPicture picture, string legId, Ending ending)
    {
        if (picture.Leg(legId) is not { } leg)
        {
            return "unknown-leg";
        }

        if (!leg.IsLive)
        {
            return null;
        }

        OfferRules.EndLeg(picture, leg, ending.Reason, ending.Cause);
        var isOffer = picture.Reservation is { IsOpen: true } open && open.Leg == legId;
        switch (leg.Role)
        {
            case LegRole.Citizen:
                EndRules.End(picture, ending, outcome: null);
                break;
            case LegRole.Agent when isOffer && picture.Reservation!.IsUnanswered:
                var how = ending.Reason is "unreachable" or "failed"
                    ? ReservationState.Failed
                    : ending.Reason is "busy" or "rejected" ? ReservationState.Rejected : ReservationState.Timeout;
                OfferRules.Fail(picture, how, ending.Reason);
                break;
            case LegRole.Agent when isOffer:
                EndRules.End(picture, ending with { Reason = "agent_hangup" }, outcome: null);
                break;
            case LegRole.Trunk when picture.Call.State is CallState.Forwarding:
                RouteRules.Enter(picture, picture.Call.Step + 1, $"forward-{ending.Reason}");
                picture.NeedsMusic = true;
                break;
            case LegRole.Trunk when picture.Call.State is CallState.Forwarded:
                EndRules.End(picture, ending, CallOutcome.Forwarded);
                break;
        }

        return null;
    }

    private static string? Failed(CallPicture picture, CommandFailed failed)
    {
        picture.Note("command-failed", failed.Reason, detail: failed.Command.ToString());
        return null;
    }

    private static string? AfterEnd(CallPicture picture, CallSignal signal)
    {
        switch (signal)
        {
            case PartyLeft or CallEnded or PartiesBridged or PromptFinished or DigitsPressed or PartyAlerting or CommandFailed:
                return null;
            case PartyAnswered answered when answered.Leg != picture.Call.CitizenLeg:
                picture.Tell(new HangUpParty(
                    CommandId.New(), picture.Call.Source, picture.Call.PbxCall, answered.Leg, "rescinded"));
                return "answered-after-end";
            case PartyAnswered:
                return null;
            default:
                return "after-end";
        }
    }
}
