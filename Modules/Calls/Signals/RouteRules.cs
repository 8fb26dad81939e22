using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Signals;

/// <summary>Where a call goes: the steps of its route, queues that are full or closed, overflow. Pure.</summary>
internal static class RouteRules
{
    /// <summary>Begins with this step of the route; the fallback queue stands behind the last one.</summary>
    internal static void Enter(CallPicture picture, int step, string cause)
    {
        var steps = picture.Call.Route.Steps;
        for (; step < steps.Count; step++)
        {
            picture.Call.Step = step;
            switch (steps[step])
            {
                case QueueStep queue when TryQueue(picture, queue, isLast: step == steps.Count - 1, cause):
                    return;
                case ForwardStep forward:
                    Forward(picture, forward, cause);
                    return;
                case NoticeStep notice:
                    PlayNotice(picture, notice, cause);
                    return;
            }
        }

        // Every queue of the route was full or closed, or nobody answered behind it.
        picture.Call.Step = steps.Count;
        if (!Wait(picture, picture.Queues[picture.Options.FallbackQueue], null, cause))
        {
            GiveUp(picture);
        }
    }

    /// <summary>Puts the call into a queue outside its route: a transfer, a supervisor's move, a give-back. Its place is kept.</summary>
    internal static bool Move(CallPicture picture, Queue queue, string cause)
    {
        if (!Wait(picture, queue, null, cause))
        {
            return false;
        }

        picture.Call.Step = int.MaxValue;
        picture.NeedsMusic = true;
        return true;
    }

    /// <summary>The time of the present step is over.</summary>
    internal static void StepOver(CallPicture picture)
    {
        var call = picture.Call;
        call.StepDeadline = null;
        switch (call.State)
        {
            case CallState.Queued when HasNext(call):
                Enter(picture, call.Step + 1, "waited-too-long");
                break;
            case CallState.Queued when picture.Queues[call.Queue].OverflowQueue is { } overflow:
                if (!Wait(picture, picture.Queues[overflow], null, "overflow"))
                {
                    // Full or closed over there: the caller stays where the place is, and is looked at again later.
                    call.StepDeadline = picture.Now.AddSeconds(picture.Queues[call.Queue].OverflowAfterSeconds ?? 30);
                }

                break;
            case CallState.Forwarding:
                foreach (var leg in picture.Legs.Where(leg => leg is { Role: LegRole.Trunk, IsLive: true }))
                {
                    OfferRules.EndLeg(picture, leg, "no_answer");
                    picture.Tell(new HangUpParty(CommandId.New(), call.Source, call.PbxCall, leg.Id, "no_answer"));
                }

                Enter(picture, call.Step + 1, "forward-no-answer");
                break;
            case CallState.Notice:
                AfterNotice(picture);
                break;
        }
    }

    /// <summary>The notice has been heard.</summary>
    internal static void AfterNotice(CallPicture picture)
    {
        if (HasNext(picture.Call))
        {
            Enter(picture, picture.Call.Step + 1, "notice-heard");
        }
        else
        {
            EndRules.End(picture, new Ending(EndedBy.System, "notice"), CallOutcome.Notice);
        }
    }

    private static bool HasNext(Call call) => call.Step < call.Route.Steps.Count - 1;

    private static bool TryQueue(CallPicture picture, QueueStep step, bool isLast, string cause)
    {
        var queue = picture.Queues[step.Queue];
        var within = step.AtMostSeconds ?? (queue.OverflowQueue is null ? null : queue.OverflowAfterSeconds);
        return Wait(picture, queue, isLast && queue.OverflowQueue is null ? null : within, cause, step.Greeting);
    }

    private static bool Wait(CallPicture picture, Queue queue, int? atMostSeconds, string cause, string? greeting = null)
    {
        // A queue that is full or closed passes on to its overflow; a ring of such queues takes nobody.
        var seen = new HashSet<string>();
        while (!queue.IsOpen(picture.Now) || IsFull(picture, queue))
        {
            if (!seen.Add(queue.Key) || queue.OverflowQueue is not { } overflow)
            {
                return false;
            }

            queue = picture.Queues[overflow];
            atMostSeconds = queue.OverflowQueue is null ? null : queue.OverflowAfterSeconds;
        }

        var call = picture.Call;
        var isFirst = call.QueuedAt is null;
        call.State = CallState.Queued;
        call.Queue = queue.Key;
        call.QueuedAt = picture.Now;
        call.Priority = call.HasCitizen ? queue.Priority : call.Priority;
        call.StepDeadline = atMostSeconds is { } seconds ? picture.Now.AddSeconds(seconds) : null;
        picture.Greeting = greeting;
        picture.NeedsMusic |= isFirst || greeting is not null;
        picture.Wake.Add(queue.Key);
        picture.Note("queued", cause, detail: queue.Key);
        return true;
    }

    private static bool IsFull(CallPicture picture, Queue queue) =>
        queue.MaxLength is { } most && picture.Waiting.TryGetValue(queue.Key, out var waiting) && waiting >= most;

    private static void Forward(CallPicture picture, ForwardStep step, string cause)
    {
        var call = picture.Call;
        var leg = new Leg
        {
            Id = $"f-{Guid.CreateVersion7():N}",
            Role = LegRole.Trunk,
            Address = step.Address,
            State = LegState.Ringing,
            StartedAt = picture.Now,
        };
        picture.Legs.Add(leg);
        call.State = CallState.Forwarding;
        call.Queue = null;

        // The PBX ends the ringing; this is the bound in case its word never comes.
        call.StepDeadline = picture.Now.AddSeconds(step.RingSeconds + 5);
        if (step.Greeting is { } greeting)
        {
            CallRules.AnswerCitizen(picture);
            picture.Tell(new PlayPrompt(
                CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg, greeting, []));
        }
        else if (picture.Citizen.State is LegState.Answered or LegState.Answering)
        {
            // Nobody is left in silence while the other centre's telephones ring.
            picture.Tell(new PlayMusic(CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg));
        }

        picture.Tell(new RingParty(
            CommandId.New(), call.Source, call.PbxCall, leg.Id, step.Address, call.Caller, step.RingSeconds, AutoAnswer: false));
        picture.Note("forwarding", cause, leg.Id, step.Address);
    }

    private static void PlayNotice(CallPicture picture, NoticeStep step, string cause)
    {
        var call = picture.Call;
        call.State = CallState.Notice;
        call.Queue = null;

        // A notice whose end is never reported must not hold the caller for ever.
        call.StepDeadline = picture.Now.AddSeconds(60);
        CallRules.AnswerCitizen(picture);
        picture.Tell(new PlayPrompt(
            CommandId.New(), call.Source, call.PbxCall, call.CitizenLeg, step.Prompt, []));
        picture.Note("notice", cause, detail: step.Prompt);
    }

    private static void GiveUp(CallPicture picture)
    {
        CallRules.AnswerCitizen(picture);
        EndRules.End(picture, new Ending(EndedBy.System, "no_room"), CallOutcome.Overflowed);
    }
}
