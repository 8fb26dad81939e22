using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.Policies;

/// <summary>A version of a policy as administrators see it.</summary>
internal sealed record PolicyView(
    Guid Id, int Version, DateTimeOffset EffectiveAt, bool Retired, string Name, OrganisationId? Organisation, Urgency? Urgency,
    string? Line, bool? Complex, AppealType? AppealType, string Matches, int Specificity, IReadOnlyList<PolicyLimit> Limits,
    string Why, string ChangedBy, DateTimeOffset ChangedAt)
{
    internal static PolicyView Of(Policy policy) => new(
        policy.Id, policy.Version, policy.EffectiveAt, policy.Retired, policy.Name, policy.Organisation, policy.Urgency, policy.Line,
        policy.Complex, policy.AppealType, policy.Naming(), policy.Specificity, policy.Limits, policy.Why, policy.ChangedBy,
        policy.ChangedAt);
}
