using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>The call that an agent speaks on, or has just spoken on: what opens the caller's appeals to the agent.</summary>
internal sealed class CallAtHand(ICalls calls, IPersonalData personal, TimeProvider clock)
{
    // Long enough to write down what was said; after that the caller's matters are nobody's business again.
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(2);

    internal Task<CallFacts?> FindAsync(CallId id, CancellationToken cancellationToken) => calls.FindAsync(id, cancellationToken);

    internal Task<IReadOnlyList<CallFacts>> EarlierAsync(string print, int atMost, CancellationToken cancellationToken) =>
        calls.ListOfCallerAsync(print, atMost, cancellationToken);

    /// <summary>The call, where it is this agent's and of today's work; null else.</summary>
    internal async Task<CallFacts?> OfAgentAsync(CallId? id, AccountId agent, CancellationToken cancellationToken) =>
        id is { } call && await calls.FindAsync(call, cancellationToken) is { } facts && facts.Agent?.Value == agent.Value
            && (facts.EndedAt is null || clock.GetUtcNow() - facts.EndedAt < Afterwards)
            ? facts
            : null;

    /// <summary>The fingerprint of the caller's number; null where it was withheld.</summary>
    internal string? PrintOf(CallFacts call) =>
        call.Caller is { } caller && personal.Fingerprint(PersonalKind.Phone, personal.Open(caller)) is { Length: > 0 } print
            ? print
            : null;

    internal static Refusal NotAtHand => new("call-not-at-hand", "该通话不是您接听的，或已结束太久，不能凭它办理；请核对通话。");
}
