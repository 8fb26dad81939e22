using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>Who should handle an appeal according to the catalogue, and why.</summary>
/// <param name="Rule">The rule that won.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Lead">Who leads (主办).</param>
/// <param name="Assists">Who assists (协办).</param>
/// <param name="Why">Why, in one Chinese sentence that names what matched.</param>
/// <param name="OtherRules">The rules that were near and not taken, the nearest first.</param>
internal sealed record Suggestion(
    Guid Rule, int RuleVersion, OrganisationId Lead, IReadOnlyList<OrganisationId> Assists, string Why,
    IReadOnlyList<Considered> OtherRules);

/// <summary>A rule that was not taken.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Why">Why not, in one Chinese sentence.</param>
internal sealed record Considered(Guid Rule, int Version, string Why);
