using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Signals;

/// <summary>How a call ends. Pure.</summary>
internal static class EndRules
{
    /// <summary>Ends the call, once and for ever: legs, offer and agent with it.</summary>
    internal static void End(CallPicture picture, Ending ending, CallOutcome? outcome, bool tellPbx = true)
    {
        var call = picture.Call;
        call.Outcome = outcome ?? OutcomeOf(call, ending);
        var wasForwarded = call.State;
        call.State = CallState.Ended;
        call.EndedAt = picture.Now;
        picture.EndedNow = true;
        call.EndedBy = ending.By.Word();
        call.EndReason = ending.Reason;
        call.StepDeadline = null;
        if (picture.Reservation is { IsOpen: true } reservation)
        {
            var talked = reservation.State is ReservationState.Connected;
            reservation.State = talked ? ReservationState.Completed : ReservationState.Rescinded;
            reservation.Version++;
            reservation.Deadline = null;
            reservation.EndedAt = picture.Now;
            FreeAgent(picture, talked, reservation.Queue);
        }

        foreach (var leg in picture.Legs.Where(leg => leg.IsLive))
        {
            OfferRules.EndLeg(picture, leg, ending.Reason, ending.Cause);
        }

        if (tellPbx)
        {
            picture.Tell(new HangUpCall(CommandId.New(), call.Source, call.PbxCall));
        }

        picture.Note("ended", ending.Reason, detail: wasForwarded.Word());
    }

    /// <summary>Ends a call that has just begun where its end was said first: nobody is there to do anything for.</summary>
    internal static void EndAsSaid(CallPicture picture, IEnumerable<CallSignal> said)
    {
        foreach (var signal in said)
        {
            CallRules.Apply(picture, signal);
        }

        if (!picture.Call.IsLive)
        {
            picture.Commands.Clear();
        }
    }

    private static void FreeAgent(CallPicture picture, bool talked, string queueKey)
    {
        var queue = picture.Queues[queueKey];
        if (talked)
        {
            picture.Agent!.Finish(queue.WrapUpMode, TimeSpan.FromSeconds(queue.WrapUpSeconds), picture.Now);
        }
        else
        {
            picture.Agent!.Release(picture.Now);
        }

        picture.AgentFreed = picture.Agent.State is AgentState.Ready;
    }

    private static CallOutcome OutcomeOf(Call call, Ending ending) => call.State switch
    {
        CallState.Connected or CallState.Held when call.AnsweredAt is not null => CallOutcome.Answered,
        CallState.Forwarded => CallOutcome.Forwarded,
        CallState.Notice => CallOutcome.Notice,

        // An answered call that was given back to a queue and abandoned there was answered once; it is counted as such.
        _ when call.AnsweredAt is not null => CallOutcome.Answered,
        _ when call.Direction is CallDirection.Callback => CallOutcome.Failed,
        _ when ending.By is EndedBy.Party => CallOutcome.Abandoned,
        _ => CallOutcome.Failed,
    };
}
