using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Signals;

/// <summary>The talker passes the citizen on: at the console, or with the telephone's own transfer. Pure.</summary>
internal static class TransferRules
{
    private const int RingSeconds = 25;
    private const int LongestNumber = 20;

    /// <summary>
    /// What an agent's telephone asks for is done as the console would do it, so that the citizen stays in our hands and comes
    /// back when nobody answers. Whoever was consulted before an attended transfer is rung again, now with the citizen: the
    /// consultation was a call of its own. Returns why nothing is done, or null; the telephone is then told that it was declined.
    /// </summary>
    /// <param name="picture">The call.</param>
    /// <param name="asked">What the telephone asked for.</param>
    /// <param name="ours">Where the number leads if it is one of our lines.</param>
    internal static string? Apply(CallPicture picture, TransferAsked asked, RouteStep? ours)
    {
        if (!picture.Call.IsLive)
        {
            return "after-end";
        }

        picture.Note("transfer-asked", asked.Attended ? "attended" : "blind", asked.Leg, asked.Target);
        if (picture.Reservation is not { State: ReservationState.Connected } talk || talk.Leg != asked.Leg)
        {
            return "not-the-talker";
        }

        var step = ours ?? External(asked.Target, picture.Options.OutboundTrunk);
        if (step is null || !picture.Call.HasCitizen)
        {
            // Connected again as they were: what the telephone hears as its answer.
            picture.Tell(new ConnectParties(
                CommandId.New(), picture.Call.Source, picture.Call.PbxCall, [picture.Call.CitizenLeg, asked.Leg]));
            return step is null ? "no-such-target" : "citizen-not-reached";
        }

        PassOn(picture, step, "transferred-by-telephone");
        return null;
    }

    /// <summary>
    /// Passes the citizen on. When nobody answers over there the citizen comes back to the queue they were served from, and to
    /// the same agent if free.
    /// </summary>
    internal static void PassOn(CallPicture picture, RouteStep step, string cause)
    {
        var call = picture.Call;
        call.StickyAgent = picture.Reservation!.AgentId;
        GiveAway(picture, cause);
        call.Route = call.Route with { Steps = [step, new QueueStep(call.Queue ?? picture.Options.FallbackQueue, null, null)] };
        RouteRules.Enter(picture, 0, cause);
    }

    /// <summary>The talker lets go: the agent goes to wrap-up, the citizen stays.</summary>
    internal static void GiveAway(CallPicture picture, string cause)
    {
        var queue = picture.Queues[picture.Reservation!.Queue];
        picture.Tell(new PlayMusic(CommandId.New(), picture.Call.Source, picture.Call.PbxCall, picture.Call.CitizenLeg));
        OfferRules.Close(picture, ReservationState.Completed, cause);
        picture.Agent!.Finish(queue.WrapUpMode, TimeSpan.FromSeconds(queue.WrapUpSeconds), picture.Now);
        picture.AgentFreed = picture.Agent.State is AgentState.Ready;
        picture.Call.AgentId = null;
    }

    /// <summary>A number that is none of ours is dialled as it was given, where it is one.</summary>
    private static ForwardStep? External(string target, string trunk) =>
        target.Length is > 1 and <= LongestNumber && target.All(sign => char.IsAsciiDigit(sign) || sign is '+' or '*' or '#')
            ? new ForwardStep($"{target}@{trunk}", RingSeconds, null)
            : null;
}
