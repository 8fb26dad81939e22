using ContactCenter.Contracts.Access;

namespace ContactCenter.Contracts.Calls;

/// <summary>What other modules may ask about calls.</summary>
public interface ICalls
{
    /// <summary>The facts of a call, or null where there is none of this identifier.</summary>
    Task<CallFacts?> FindAsync(CallId id, CancellationToken cancellationToken);

    /// <summary>The latest calls of a caller, newest first, by the number's fingerprint.</summary>
    Task<IReadOnlyList<CallFacts>> ListOfCallerAsync(string fingerprint, int atMost, CancellationToken cancellationToken);
}

/// <summary>What is known of a call, without what identifies the caller to a reader.</summary>
/// <param name="Id">The call.</param>
/// <param name="Line">The old number that was dialled, or null where no line has it.</param>
/// <param name="LineName">The line's name.</param>
/// <param name="Dialled">The number as the trunk sent it (DNIS).</param>
/// <param name="Caller">The caller's number, encrypted; null where withheld.</param>
/// <param name="Agent">Who answered, or null.</param>
/// <param name="ArrivedAt">When it arrived.</param>
/// <param name="AnsweredAt">When it was answered, or null.</param>
/// <param name="EndedAt">When it ended, or null while it lives.</param>
/// <param name="Outcome">A stable word once it ended, e.g. <c>answered</c>, <c>abandoned</c>.</param>
public sealed record CallFacts(
    CallId Id, string? Line, string LineName, string Dialled, Sealed? Caller, AgentId? Agent, DateTimeOffset ArrivedAt,
    DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, string? Outcome);
