using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>H19: one open callback per number; every missed call is in one; attempts and their calls agree.</summary>
internal static class CallbackRules
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        foreach (var twice in evidence.Callbacks.Where(one => one.SettledAt is null).GroupBy(one => one.Caller).Where(own => own.Count() > 1))
        {
            yield return Broken($"a number has {twice.Count()} open callbacks");
        }

        var missed = evidence.Calls.Where(call => IsMissed(evidence, call)).CountBy(call => call.Caller).ToDictionary();
        var noted = evidence.Callbacks.GroupBy(one => one.Caller).ToDictionary(own => own.Key, own => own.Sum(one => one.MissedCalls));
        foreach (var caller in missed.Keys.Union(noted.Keys))
        {
            if (missed.GetValueOrDefault(caller) is var lost && noted.GetValueOrDefault(caller) is var kept && lost != kept)
            {
                yield return Broken($"{caller} was missed {lost} times and callbacks know of {kept}");
            }
        }

        var calls = evidence.Calls.ToDictionary(call => call.Id);
        foreach (var callback in evidence.Callbacks)
        {
            var attempts = evidence.Attempts.Where(one => one.CallbackId == callback.Id).OrderBy(one => one.Attempt).ToList();
            if (!attempts.Select(one => one.Attempt).SequenceEqual(Enumerable.Range(1, callback.Attempts)))
            {
                yield return Broken($"callback {callback.Id} counts {callback.Attempts} attempts and has {attempts.Count}");
            }

            var live = attempts.Count(one => calls.GetValueOrDefault(one.CallId) is { State: not "ended" });
            if (live > (callback.State == "dialling" ? 1 : 0))
            {
                yield return Broken($"callback {callback.Id} is {callback.State} and has {live} live calls");
            }

            foreach (var attempt in attempts.Where(one => one.EndedAt is null && calls.GetValueOrDefault(one.CallId) is { State: "ended" }))
            {
                yield return Broken($"attempt {attempt.Attempt} of callback {callback.Id} goes on after its call");
            }
        }

        foreach (var strange in evidence.Calls.Where(call => call.CallbackId is not null).GroupBy(call => call.Id)
            .Where(call => evidence.Attempts.All(one => one.CallId != call.Key)))
        {
            yield return Broken($"call {strange.Key} calls back in no attempt's name");
        }
    }

    private static bool IsMissed(Evidence evidence, CallRow call) =>
        call is { Direction: "inbound", State: "ended", Caller.Length: > 0 }
        && (call.Outcome is "overflowed" or "failed"
            || (call.Outcome == "abandoned"
                && call.EndedAt - call.ArrivedAt >= TimeSpan.FromSeconds(evidence.ShortAbandonSeconds)));

    private static Violation Broken(string what) => new("H19 callbacks", what);
}
