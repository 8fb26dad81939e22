using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I1: every call that a host said it has ends exactly once, for a reason; nothing lives on where it is not known.</summary>
internal static class Conservation
{
    private static readonly string[] Ours = ["agent_hangup", "no_room", "notice"];

    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        var calls = evidence.Calls.ToDictionary(call => call.Call);
        var ends = evidence.CallHistory.Where(line => line.Kind == "ended").ToLookup(line => line.CallId);
        foreach (var arrival in evidence.Events.Where(told => told.What == "offered" && told.AcknowledgedAt is not null))
        {
            if (!calls.ContainsKey(arrival.Call))
            {
                yield return Broken($"call {arrival.Call} was acknowledged ({arrival.Mood}) and is not there");
            }
        }

        foreach (var call in evidence.Calls)
        {
            var times = ends[call.Id].Count();
            if (times > 1 || (times == 1) != (call.State == "ended"))
            {
                yield return Broken($"call {call.Call} is {call.State} and has ended {times} times in its history");
            }

            if (call.State != "ended" && !(call is { Direction: "callback", State: "queued" }))
            {
                yield return Broken($"call {call.Call} is still {call.State} in queue {call.Queue} after everybody has gone");
            }

            if (call.State == "ended" && call.Outcome is null)
            {
                yield return Broken($"call {call.Call} has no outcome");
            }
        }

        foreach (var there in evidence.PbxCalls)
        {
            var here = calls.GetValueOrDefault(there.Call);
            if (there.LiveLegs.Count > 0)
            {
                yield return Broken($"call {there.Call} ({here?.State ?? "unknown"} here) lives on at the PBX: {string.Join(' ', there.LiveLegs)}");
            }

            // A citizen who did not hang up was cut off by us; that needs a reason.
            if (here is { State: "ended", Direction: "inbound" } && there.CitizenLeftBy == "system"
                && here.Outcome != "forwarded" && !Ours.Contains(here.EndReason))
            {
                yield return Broken($"the citizen of call {there.Call} was cut off: {here.EndReason}");
            }
        }
    }

    private static Violation Broken(string what) => new("I1 conservation", what);
}
