namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>The types this system acts on. The list is open: every other type is kept and counted.</summary>
internal static class EventTypes
{
    internal const string LegStateChanged = "call.leg.state_changed";
    internal const string CallEnded = "call.ended";
    internal const string PromptFinished = "call.prompt.finished";
    internal const string DigitsPressed = "call.digits.pressed";
    internal const string TransferRequested = "call.transfer.requested";
    internal const string CommandDone = "command.done";
    internal const string CommandFailed = "command.failed";
    internal const string Heartbeat = "source.heartbeat";
    internal const string Snapshot = "source.snapshot";

    /// <summary>Whether events of the type are about one call.</summary>
    internal static bool IsOfCall(string type) => type
        is LegStateChanged or CallEnded or PromptFinished or DigitsPressed or TransferRequested or CommandDone or CommandFailed;

    /// <summary>Whether events of the type are about the source as a whole.</summary>
    internal static bool IsOfSource(string type) => type is Heartbeat or Snapshot;
}

/// <summary>What <c>data.state</c> may say of a leg. The list is open as well.</summary>
internal static class LegStates
{
    internal const string Offered = "offered";
    internal const string Alerting = "alerting";
    internal const string Answered = "answered";
    internal const string Held = "held";
    internal const string Retrieved = "retrieved";
    internal const string Bridged = "bridged";
    internal const string Conferenced = "conferenced";
    internal const string Ended = "ended";

    /// <summary>Whether this system knows the state; some of them it only notes.</summary>
    internal static bool IsKnown(string state) => state
        is Offered or Alerting or Answered or Held or Retrieved or Bridged or Conferenced or Ended
        or "queued" or "consult" or "transferred" or "parked";
}
