using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.EventApi.Intake;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>Says in the internal vocabulary what an event says. Pure.</summary>
internal static class Translation
{
    // Beyond this the PBX's clock says nothing about when things happened by ours.
    private static readonly TimeSpan BearableSkew = TimeSpan.FromSeconds(2);

    /// <summary>When it happened by our clock: the event's own time while the PBX's clock is right, else when it was received.</summary>
    internal static DateTimeOffset TrustedTime(DateTimeOffset happenedAt, DateTimeOffset receivedAt, TimeSpan? skew) =>
        (skew ?? (receivedAt - happenedAt)).Duration() < BearableSkew && happenedAt <= receivedAt + BearableSkew
            ? happenedAt
            : receivedAt;

    /// <summary>Whether the event tells of an end, of a leg or of the call.</summary>
    internal static bool IsTerminal(EventReading reading) =>
        reading.Event!.Type is EventTypes.CallEnded
        || reading is { Event.Type: EventTypes.LegStateChanged, Data.State: LegStates.Ended };

    /// <summary>Whether the event tells of the call's end: an end that names no leg.</summary>
    internal static bool EndsCall(EventReading reading) =>
        IsTerminal(reading) && (reading.Event!.Type is EventTypes.CallEnded || string.IsNullOrEmpty(reading.Data!.LegId));

    /// <summary>Whether a citizen's call arrived, which needs a route before it is a signal.</summary>
    internal static bool IsArrival(EventReading reading) => reading is
    {
        Event.Type: EventTypes.LegStateChanged,
        Data:
        {
            State: LegStates.Offered, Direction: not "outbound", Party: null or { Role: null or "citizen" },
            Dialled.Length: > 0, CorrelationId: null or "",
        },
    };

    /// <summary>The signal, or null where the event says nothing that the Calls module acts on.</summary>
    /// <param name="reading">The event.</param>
    /// <param name="stamp">Its stamp.</param>
    /// <param name="call">This system's name of the call.</param>
    /// <param name="leg">This system's name of a leg, given the PBX's.</param>
    internal static CallSignal? ToSignal(EventReading reading, Stamp stamp, string call, Func<string, string> leg)
    {
        var data = reading.Data!;
        return reading.Event!.Type switch
        {
            EventTypes.LegStateChanged => data.State switch
            {
                LegStates.Alerting => new PartyAlerting(stamp, call, leg(data.LegId!)),
                LegStates.Answered => new PartyAnswered(stamp, call, leg(data.LegId!)),
                LegStates.Held => new PartyHeld(stamp, call, leg(data.LegId!)),
                LegStates.Retrieved => new PartyRetrieved(stamp, call, leg(data.LegId!)),
                LegStates.Bridged or LegStates.Conferenced => new PartiesBridged(stamp, call, [.. LegsOf(data).Select(leg)]),
                LegStates.Ended when string.IsNullOrEmpty(data.LegId) => new CallEnded(stamp, call, EndingOf(data.End)),
                LegStates.Ended => new PartyLeft(stamp, call, leg(data.LegId), EndingOf(data.End)),
                _ => null,
            },
            EventTypes.CallEnded => new CallEnded(stamp, call, EndingOf(data.End)),
            EventTypes.PromptFinished => new PromptFinished(stamp, call, leg(data.LegId!), data.Prompt!),
            EventTypes.DigitsPressed => new DigitsPressed(stamp, call, leg(data.LegId!), data.Digits!),
            EventTypes.TransferRequested =>
                new TransferAsked(stamp, call, leg(data.LegId!), data.Target!, data.Attended ?? false),
            EventTypes.CommandFailed =>
                new CommandFailed(stamp, call, CommandId.From(Guid.Parse(data.CorrelationId!)), FailureOf(data.Reason)),
            _ => null,
        };
    }

    private static IEnumerable<string> LegsOf(EventData data) => data.Legs is { Count: > 1 } legs
        ? legs
        : new[] { data.LegId!, data.PeerLegId! };

    /// <summary>How it ended, in the words that are counted. A word that we do not know is a failure of the PBX's side.</summary>
    private static Ending EndingOf(EndData? end)
    {
        var (by, reason) = end?.Reason switch
        {
            null or "caller_hangup" or "agent_hangup" or "hangup" or "normal" => (EndedBy.Party, "hangup"),
            "no_answer" => (EndedBy.Party, "no_answer"),
            "busy" => (EndedBy.Party, "busy"),
            "rejected" => (EndedBy.Party, "rejected"),
            "transferred" => (EndedBy.Party, "transferred"),
            "unreachable" => (EndedBy.Carrier, "unreachable"),
            "media_lost" => (EndedBy.Carrier, "media_lost"),
            "system" => (EndedBy.System, "hangup"),
            _ => (EndedBy.Carrier, "failed"),
        };
        by = end?.By switch
        {
            "citizen" or "agent" or "party" => EndedBy.Party,
            "carrier" or "trunk" or "pbx" => EndedBy.Carrier,
            "system" => EndedBy.System,
            _ => by,
        };

        // Q.850 has 127 causes.
        return new Ending(by, reason, end?.Q850 is >= 0 and <= 127 ? end.Q850 : null);
    }

    private static string FailureOf(string? reason) => reason is "unreachable" or "timeout" or "gone" ? reason : "refused";
}
