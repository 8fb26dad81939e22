using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>A rule as the API shows it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Version">To be named in a change.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Category">The category, with all below it; null for any.</param>
/// <param name="Area">The area, with all within it; <c>*</c> for any county-level unit; null for any.</param>
/// <param name="Line">The old number; null for any.</param>
/// <param name="Lead">Who leads.</param>
/// <param name="Assists">Who assists.</param>
/// <param name="Basis">The duty list or law it stands on.</param>
/// <param name="ValidFrom">The first day it holds.</param>
/// <param name="ValidTo">The first day it no longer holds.</param>
/// <param name="Note">Anything worth knowing.</param>
/// <param name="Demonstration">What of it is made up.</param>
/// <param name="ChangedAt">When this version was written.</param>
/// <param name="ChangedBy">Who wrote it; null for the system.</param>
/// <param name="ChangedWhy">Why, as they said.</param>
internal sealed record RuleView(
    Guid Id, int Version, string Title, string? Category, string? Area, string? Line, RuleView.Handler Lead,
    IReadOnlyList<RuleView.Handler> Assists, string? Basis, DateOnly ValidFrom, DateOnly? ValidTo, string? Note,
    string? Demonstration, DateTimeOffset ChangedAt, string? ChangedBy, string ChangedWhy)
{
    internal static RuleView Of(Rule rule, OrganisationTree tree)
    {
        var set = rule.Settings;
        return new RuleView(
            rule.Id, rule.Version, set.Title, set.Category, set.Area, set.Line, Handler.Of(set.Lead, tree),
            [.. set.Assists.Select(assist => Handler.Of(assist, tree))], set.Basis, rule.ValidFrom, rule.ValidTo, set.Note,
            set.Demonstration, rule.ChangedAt, rule.ChangedBy, rule.ChangedWhy);
    }

    /// <summary>Whom a rule names.</summary>
    /// <param name="Target">As one writes it: a code or a role in braces.</param>
    /// <param name="Organisation">Who that is today, successors followed; null for a role, or where nobody carries on.</param>
    /// <param name="Name">Its name today.</param>
    internal sealed record Handler(string Target, OrganisationId? Organisation, string Name)
    {
        internal static Handler Of(Target target, OrganisationTree tree) => target.Organisation is not { } id
            ? new Handler(target.Write(tree), null, "属地县级单位")
            : tree.Current(id) is { } current
                ? new Handler(target.Write(tree), current.Id, current.Name)
                : new Handler(target.Write(tree), null, $"{tree.Find(id)?.Name ?? "未知单位"}（已撤销）");
    }
}
