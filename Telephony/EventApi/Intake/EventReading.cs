using System.Text.Json;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>One event that was read and may be kept, or the reason why not.</summary>
/// <param name="Event">Its attributes, complete where there is no fault.</param>
/// <param name="Data">What it says; null for types that this system does not act on.</param>
/// <param name="Fault">Why it is not accepted, or null.</param>
/// <param name="Call">The call it is about; empty where it is about the source, or says so nowhere that we know.</param>
internal sealed record EventReading(CloudEvent? Event, EventData? Data, Fault? Fault, string Call = "")
{
    // Long enough for any UUID, SIP Call-ID or line of digits, short enough for any index.
    private const int LongestName = 200;

    /// <summary>Whether this system acts on its type and state.</summary>
    internal bool IsKnown => Data is not null
        && (Event!.Type is not EventTypes.LegStateChanged || LegStates.IsKnown(Data.State!));

    /// <summary>Reads one event. Pure: the same bytes always read the same, today at intake and tomorrow from the journal.</summary>
    internal static EventReading Read(ReadOnlySpan<byte> bytes)
    {
        CloudEvent? read;
        EventData? data = null;
        try
        {
            read = JsonSerializer.Deserialize(bytes, EventJson.Default.CloudEvent);
            if (WhyNotKeep(read) is { } envelope)
            {
                return new EventReading(read, null, envelope);
            }

            var slice = read!.Data is { } place ? bytes.Slice(place.Start, place.Length) : [];
            if (!EventTypes.IsOfCall(read.Type!) && !EventTypes.IsOfSource(read.Type!))
            {
                return new EventReading(read, null, null, CallOfUnknown(slice));
            }

            data = slice.Length > 0 ? JsonSerializer.Deserialize(slice, EventJson.Default.EventData) : null;
        }
        catch (JsonException exception)
        {
            return new EventReading(null, null, exception.Path is { Length: > 1 } path
                ? Fault.Schema($"Write {path} as the API's description says.")
                : Fault.NotJson);
        }
        catch (InvalidOperationException)
        {
            // The reader says so of a string with half a surrogate pair.
            return new EventReading(null, null, Fault.NotUtf8);
        }

        return new EventReading(
            read, data, WhyNotUnderstand(read, data), EventTypes.IsOfCall(read.Type!) ? data?.CallId ?? "" : "");
    }

    /// <summary>
    /// The call of an event whose type we do not know: it has its place in that call's count, or the count would have a gap.
    /// </summary>
    private static string CallOfUnknown(ReadOnlySpan<byte> data)
    {
        try
        {
            var call = data.Length > 0 && data[0] is (byte)'{'
                ? JsonSerializer.Deserialize(data, EventJson.Default.AnyData)?.CallId
                : null;
            return call is null || IsTooLong(call) || HasControls(call) ? "" : call;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // It calls something else callId, which it may.
            return "";
        }
    }

    private static Fault? WhyNotKeep(CloudEvent? read) => read switch
    {
        null => Fault.Schema("Send an object."),
        { SpecVersion: not "1.0" } => Fault.Schema("Set specversion to \"1.0\"."),
        { Id: null or "" } => Fault.Schema("Set id."),
        { Source: null or "" } => Fault.Schema("Set source."),
        { Type: null or "" } => Fault.Schema("Set type."),
        { Time: null } => Fault.Schema("Set time."),
        { Sequence: null or < 0 } => Fault.Schema("Set sequence to the source's own count, from 0."),
        { Epoch: null or "" } => Fault.Schema("Set epoch; change it whenever the count starts anew."),
        { CallSeq: < 1 } => Fault.Schema("Count callseq from 1 within a call, or leave it out."),
        _ when IsTooLong(read.Id) || IsTooLong(read.Source) || IsTooLong(read.Type) || IsTooLong(read.Epoch) =>
            Fault.Schema($"Keep id, source, type and epoch within {LongestName} characters."),
        _ when HasControls(read.Id) || HasControls(read.Source) || HasControls(read.Type) || HasControls(read.Epoch) =>
            Fault.Unstorable,
        _ => null,
    };

    private static Fault? WhyNotUnderstand(CloudEvent read, EventData? data)
    {
        if (data is null)
        {
            // A heartbeat says everything in its attributes.
            return EventTypes.IsOfCall(read.Type!) || read.Type is EventTypes.Snapshot ? Fault.Meaning("Set data.") : null;
        }

        foreach (var name in Names(data))
        {
            if (IsTooLong(name))
            {
                return Fault.Schema($"Keep names and numbers in data within {LongestName} characters.");
            }

            if (HasControls(name))
            {
                return Fault.Unstorable;
            }
        }

        return read.Time!.Value.Year is < 2000 or > 2200
            ? Fault.Meaning("Set time to when it happened.")
            : WhyNotAct(read.Type!, data);
    }

    private static Fault? WhyNotAct(string type, EventData data) => type switch
    {
        EventTypes.Heartbeat => null,
        EventTypes.Snapshot => data.Calls is null || data.Calls.Any(call => call is not { CallId.Length: > 0, Legs: not null })
            ? Fault.Meaning("Set data.calls: every live call with its callId and legs, or an empty list.")
            : null,
        _ when string.IsNullOrEmpty(data.CallId) => Fault.Meaning("Set data.callId."),
        EventTypes.LegStateChanged when string.IsNullOrEmpty(data.State) => Fault.Meaning("Set data.state."),
        EventTypes.LegStateChanged when data.State is not LegStates.Ended && string.IsNullOrEmpty(data.LegId) =>
            Fault.Meaning("Set data.legId."),
        EventTypes.LegStateChanged when data.State is LegStates.Bridged or LegStates.Conferenced
            && string.IsNullOrEmpty(data.PeerLegId) && data.Legs is not { Count: > 1 } =>
            Fault.Meaning("Set data.peerLegId, or data.legs with at least two legs."),
        EventTypes.LegStateChanged when data is { State: LegStates.Offered, Party.Role: "citizen", Direction: not "outbound" }
            && string.IsNullOrEmpty(data.Dialled) => Fault.Meaning("Set data.dialled to the number the citizen dialled."),
        EventTypes.PromptFinished when string.IsNullOrEmpty(data.LegId) || string.IsNullOrEmpty(data.Prompt) =>
            Fault.Meaning("Set data.legId and data.prompt."),
        EventTypes.DigitsPressed when string.IsNullOrEmpty(data.LegId) || string.IsNullOrEmpty(data.Digits) =>
            Fault.Meaning("Set data.legId and data.digits."),
        EventTypes.TransferRequested when string.IsNullOrEmpty(data.LegId) || string.IsNullOrEmpty(data.Target) =>
            Fault.Meaning("Set data.legId and data.target."),
        EventTypes.CommandDone or EventTypes.CommandFailed when !Guid.TryParse(data.CorrelationId, out _) =>
            Fault.Meaning("Set data.correlationId to the command's id."),
        _ => null,
    };

    private static IEnumerable<string?> Names(EventData data)
    {
        yield return data.CallId;
        yield return data.LegId;
        yield return data.PeerLegId;
        yield return data.CorrelationId;
        yield return data.Direction;
        yield return data.State;
        yield return data.Party?.Role;
        yield return data.Party?.Address;
        yield return data.Dialled;
        yield return data.OriginalLine;
        yield return data.Diversion;
        yield return data.End?.Reason;
        yield return data.End?.By;
        yield return data.Prompt;
        yield return data.Digits;
        yield return data.Target;
        yield return data.Reason;
        foreach (var leg in data.Legs ?? [])
        {
            yield return leg;
        }

        foreach (var call in data.Calls ?? [])
        {
            yield return call?.CallId;
            yield return call?.Dialled;
            yield return call?.OriginalLine;
            yield return call?.Caller;
            foreach (var leg in call?.Legs ?? [])
            {
                yield return leg;
            }
        }
    }

    private static bool IsTooLong(string? text) => text?.Length > LongestName;

    // PostgreSQL's text cannot hold NUL; other control characters have no place in a name either.
    private static bool HasControls(string? text) => text is not null && text.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0;
}
