using System.Text.Json.Serialization;

namespace ContactCenter.Contracts.Calls;

/// <summary>Where a signal comes from and its place in that source's order.</summary>
/// <param name="Source">The PBX process that said it, e.g. <c>asterisk-1</c>.</param>
/// <param name="Id">Unique within the source and stable over retries: the key by which a repeat is recognised.</param>
/// <param name="Epoch">Changes when the source starts its numbering anew (a restart, a new connection).</param>
/// <param name="Sequence">The source's own count within the epoch; 0 where it keeps none.</param>
/// <param name="CallSequence">The count within the call from 1, where the source keeps one.</param>
/// <param name="At">When it happened, by the clock the system trusts for this source.</param>
public sealed record Stamp(
    string Source, string Id, string Epoch, long Sequence, int? CallSequence, DateTimeOffset At);

/// <summary>
/// Something a telephone system said about a call. This is the whole vocabulary: adapters translate into it and nothing else.
/// </summary>
/// <param name="Stamp">Who said it and when.</param>
/// <param name="Call">The PBX's own identifier of the call; see <see cref="CallId.Of"/>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CallArrived), "callArrived")]
[JsonDerivedType(typeof(PartyAlerting), "partyAlerting")]
[JsonDerivedType(typeof(PartyAnswered), "partyAnswered")]
[JsonDerivedType(typeof(PartyHeld), "partyHeld")]
[JsonDerivedType(typeof(PartyRetrieved), "partyRetrieved")]
[JsonDerivedType(typeof(PartiesBridged), "partiesBridged")]
[JsonDerivedType(typeof(PromptFinished), "promptFinished")]
[JsonDerivedType(typeof(DigitsPressed), "digitsPressed")]
[JsonDerivedType(typeof(TransferAsked), "transferAsked")]
[JsonDerivedType(typeof(PartyLeft), "partyLeft")]
[JsonDerivedType(typeof(CallEnded), "callEnded")]
[JsonDerivedType(typeof(CommandFailed), "commandFailed")]
public abstract record CallSignal(Stamp Stamp, string Call)
{
    /// <summary>This system's identifier of the call.</summary>
    [JsonIgnore]
    public CallId CallId => CallId.Of(Stamp.Source, Call);
}

/// <summary>A citizen's call reached one of our numbers. Its route was decided by the line registry on arrival.</summary>
/// <param name="Stamp">Who said it and when.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Leg">The citizen's leg.</param>
/// <param name="Caller">The citizen's number, normalised; empty where withheld.</param>
/// <param name="Dialled">The number as the trunk sent it (DNIS), kept on the call for ever.</param>
/// <param name="Route">What the line registry says shall happen to the call.</param>
public sealed record CallArrived(Stamp Stamp, string Call, string Leg, PhoneNumber Caller, string Dialled, CallRoute Route)
    : CallSignal(Stamp, Call);

/// <summary>A party's telephone rings.</summary>
public sealed record PartyAlerting(Stamp Stamp, string Call, string Leg) : CallSignal(Stamp, Call);

/// <summary>A party picked up.</summary>
public sealed record PartyAnswered(Stamp Stamp, string Call, string Leg) : CallSignal(Stamp, Call);

/// <summary>A party's telephone put the other side on hold.</summary>
public sealed record PartyHeld(Stamp Stamp, string Call, string Leg) : CallSignal(Stamp, Call);

/// <summary>A party's telephone took the other side back from hold.</summary>
public sealed record PartyRetrieved(Stamp Stamp, string Call, string Leg) : CallSignal(Stamp, Call);

/// <summary>The parties hear one another.</summary>
public sealed record PartiesBridged(Stamp Stamp, string Call, IReadOnlyList<string> Legs) : CallSignal(Stamp, Call);

/// <summary>A prompt ended, having been heard to its end or stopped.</summary>
public sealed record PromptFinished(Stamp Stamp, string Call, string Leg, string Prompt) : CallSignal(Stamp, Call);

/// <summary>A party pressed keys.</summary>
public sealed record DigitsPressed(Stamp Stamp, string Call, string Leg, string Digits) : CallSignal(Stamp, Call);

/// <summary>A party's telephone asked that the call be transferred; the PBX has done nothing about it, and leaves it to us.</summary>
/// <param name="Stamp">Who said it and when.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Leg">The leg that asked.</param>
/// <param name="Target">The number it asked for.</param>
/// <param name="Attended">Whether that leg has spoken with the target before.</param>
public sealed record TransferAsked(Stamp Stamp, string Call, string Leg, string Target, bool Attended)
    : CallSignal(Stamp, Call);

/// <summary>A party is gone: hung up, refused, did not answer, or could not be reached.</summary>
public sealed record PartyLeft(Stamp Stamp, string Call, string Leg, Ending Ending) : CallSignal(Stamp, Call);

/// <summary>The whole call is over on the PBX; nothing of it lives there any more.</summary>
public sealed record CallEnded(Stamp Stamp, string Call, Ending Ending) : CallSignal(Stamp, Call);

/// <summary>The PBX could not do what it was told.</summary>
/// <param name="Stamp">Who said it and when.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Command">The command.</param>
/// <param name="Reason">A stable word for programs: <c>unreachable</c>, <c>refused</c>, <c>timeout</c>, <c>gone</c>.</param>
public sealed record CommandFailed(Stamp Stamp, string Call, CommandId Command, string Reason) : CallSignal(Stamp, Call);

/// <summary>How a leg or a call ended: by whom, and a stable reason that is counted.</summary>
/// <param name="By">Whose doing it was, which decides whether anyone is woken up.</param>
/// <param name="Reason">
/// <c>hangup</c>, <c>no_answer</c>, <c>busy</c>, <c>rejected</c>, <c>unreachable</c>, <c>failed</c>, <c>transferred</c>,
/// <c>media_lost</c>, <c>reconciled</c>.
/// </param>
/// <param name="Cause">ITU-T Q.850 cause where the PBX gave one.</param>
public sealed record Ending(EndedBy By, string Reason, int? Cause = null);

/// <summary>Whose doing an ending was.</summary>
public enum EndedBy
{
    /// <summary>A party of the call.</summary>
    Party,

    /// <summary>The trunk, the carrier or the PBX.</summary>
    Carrier,

    /// <summary>This system, on purpose.</summary>
    System,
}
