using System.Text.Json.Nodes;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I6: the board's figures are folds over the journal, made here once more from the history's lines alone.</summary>
internal static class Figures
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        if (evidence.Board is not { } board)
        {
            yield break;
        }

        // A day is a day in China.
        var today = evidence.Ended.AddHours(8).Date.AddHours(-8);
        var folded = evidence.Calls.Where(call => call.Direction == "inbound" && call.ArrivedAt >= today)
            .Select(call => Fold(evidence, call)).ToList();
        foreach (var queue in board["queues"]!.AsArray().Select(one => one!))
        {
            var key = (string)queue["key"]!;
            var own = folded.FindAll(call => call.Queue == key);
            foreach (var broken in Compare(queue, $"queue {key}", own, evidence.Callbacks.Count(one => one.SettledAt is null)))
            {
                // Callbacks are compared once, for all queues together.
                if (!broken.What.Contains("callbacksDue", StringComparison.Ordinal))
                {
                    yield return broken;
                }
            }
        }

        foreach (var broken in Compare(board["figures"]!, "the hotline", folded, evidence.Callbacks.Count(one => one.SettledAt is null)))
        {
            yield return broken;
        }
    }

    private static IEnumerable<Violation> Compare(JsonNode shown, string whose, List<Folded> calls, int callbacks)
    {
        (string Name, int Count)[] figures =
        [
            ("offeredToday", calls.Count),
            ("answeredToday", calls.Count(call => call.Outcome == "answered")),
            ("answeredInTimeToday", calls.Count(call => call.InTime)),
            ("abandonedToday", calls.Count(call => call.Outcome == "abandoned")),
            ("waiting", calls.Count(call => call.Waits)),
            ("callbacksDue", callbacks),
        ];
        return figures.Where(figure => (int)shown[figure.Name]! != figure.Count).Select(figure => new Violation(
            "I6 figures", $"{figure.Name} of {whose} is shown as {shown[figure.Name]} and is {figure.Count} by the history"));
    }

    private static Folded Fold(Evidence evidence, CallRow call)
    {
        var lines = evidence.CallHistory.Where(line => line.CallId == call.Id).OrderBy(line => line.Id).ToList();
        var queue = lines.LastOrDefault()?.Queue;
        var answer = lines.Find(line => line.Kind is "connected" or "forwarded");
        var wasConnected = lines.Exists(line => line.Kind == "connected");
        var end = lines.Find(line => line.Kind == "ended");
        var outcome = end switch
        {
            null => "",
            { Cause: "no_room" } => "overflowed",
            { Cause: "notice" } => "notice",
            { Detail: "forwarded" } => "forwarded",
            _ when wasConnected || answer is not null => "answered",
            { Detail: "notice" } => "notice",
            { Cause: "reconciled" } => "failed",
            _ => LastWordIsTheCitizens(evidence, call.Id) ? "abandoned" : "failed",
        };
        var level = evidence.Queues.FirstOrDefault(one => one.Key == queue)?.ServiceLevelSeconds;
        return new Folded(
            queue, outcome,
            level is { } seconds && answer is not null && answer.At - call.ArrivedAt <= TimeSpan.FromSeconds(seconds),
            lines.LastOrDefault()?.State is "queued" or "offered");
    }

    /// <summary>Whether a party ended the call, as the PBX said in the signal that ended it.</summary>
    private static bool LastWordIsTheCitizens(Evidence evidence, Guid call) => evidence.Signals
        .Where(signal => signal.CallId == call && signal.Type is "partyLeft" or "callEnded" && signal.Anomaly is null)
        .Select(signal => JsonNode.Parse(signal.Payload)!["ending"]!["by"])
        .Any(by => (string?)by == "party");

    private sealed record Folded(string? Queue, string Outcome, bool InTime, bool Waits);
}
