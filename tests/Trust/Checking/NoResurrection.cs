using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I3: what has ended stays ended, whatever is said afterwards.</summary>
internal static class NoResurrection
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        var ended = new Dictionary<Guid, CallLine>();
        foreach (var line in evidence.CallHistory.OrderBy(line => line.Id))
        {
            if (ended.ContainsKey(line.CallId) && line.State != "ended")
            {
                yield return Broken($"call {line.CallId} is {line.State} again ({line.Kind} by {line.Actor}) after its end");
            }
            else if (line.State == "ended")
            {
                ended.TryAdd(line.CallId, line);
            }
        }

        foreach (var reservation in evidence.Reservations.Where(one => one.EndedAt is null))
        {
            if (evidence.Calls.FirstOrDefault(call => call.Id == reservation.CallId) is { State: "ended" })
            {
                yield return Broken($"reservation {reservation.Id} is open on a call that has ended");
            }
        }

        // A prompt may be on its way when the call ends; nothing else begins afterwards.
        foreach (var command in evidence.Commands.Where(one => one.Type is not ("hangUpCall" or "hangUpParty" or "playPrompt")))
        {
            if (ended.TryGetValue(command.CallId, out var end) && command.WrittenAt > end.CommittedAt)
            {
                yield return Broken($"{command.Type} was written for call {command.CallId} after its end");
            }
        }
    }

    private static Violation Broken(string what) => new("I3 no resurrection", what);
}
