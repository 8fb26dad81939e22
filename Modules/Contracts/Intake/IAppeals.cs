using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Contracts.Intake;

/// <summary>What other modules may ask about appeals.</summary>
public interface IAppeals
{
    /// <summary>What Dispatch and others need of an appeal, or null where there is none of this identifier.</summary>
    Task<AppealFacts?> FindAsync(AppealId id, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an appeal belongs to the caller whom an agent speaks with on this call, or has just spoken with: what opens it, and its
    /// order, to an agent who did not register it. Never so for a secret one.
    /// </summary>
    Task<bool> IsOfCallerAtHandAsync(AppealId id, CallId call, AccountId agent, CancellationToken cancellationToken);

    /// <summary>
    /// Shows a person how to reach the citizen, logging the view. Null where the appeal is anonymous, or where it is secret and
    /// the person belongs to a handling unit.
    /// </summary>
    Task<string?> RevealContactAsync(AppealId id, AccountId who, bool forUnit, string reason, CancellationToken cancellationToken);
}

/// <summary>An appeal without anything that identifies the citizen: what may travel to a handling unit.</summary>
/// <param name="Id">The appeal.</param>
/// <param name="Number">The number the citizen knows it by, which is also its work order's.</param>
/// <param name="Channel">Where it came from: <c>phone</c>, <c>web</c>, <c>wechat</c>, <c>app</c>, <c>mailbox</c> …</param>
/// <param name="Type">What kind of thing is asked.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="Category">The category's code, or null while none is chosen.</param>
/// <param name="Area">The code of the place where it happened, or null.</param>
/// <param name="Line">The old number that was dialled, or null.</param>
/// <param name="Title">One line.</param>
/// <param name="Brief">What the handling unit reads (转办内容): never the raw narrative.</param>
/// <param name="Secret">保密: the citizen is hidden from handling units.</param>
/// <param name="Anonymous">The citizen gave no name.</param>
/// <param name="ReplyWanted">是否需要回复.</param>
/// <param name="Reachable">Whether there is any way to call the citizen back.</param>
/// <param name="ExternalSystem">The platform it came from, where that keeps its own number.</param>
/// <param name="ExternalNumber">Its number there.</param>
/// <param name="UpstreamDeadline">The deadline that platform set; ours must be earlier.</param>
/// <param name="Call">The call it was taken on, or null.</param>
/// <param name="RegisteredBy">Who registered it; null for what came in by itself.</param>
/// <param name="AcceptedAt">When it was accepted: the citizen's clock starts here.</param>
public sealed record AppealFacts(
    AppealId Id, string Number, string Channel, AppealType Type, Urgency Urgency, string? Category, string? Area, string? Line,
    string Title, string Brief, bool Secret, bool Anonymous, bool ReplyWanted, bool Reachable, string? ExternalSystem,
    string? ExternalNumber, DateTimeOffset? UpstreamDeadline, CallId? Call, AccountId? RegisteredBy, DateTimeOffset AcceptedAt);
