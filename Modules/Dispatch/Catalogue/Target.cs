using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>Whom a rule sends to: one organisation, or whoever has a role for the appeal at hand.</summary>
/// <param name="Organisation">The organisation; null for the role <c>{county-of-area}</c>: the county-level unit of the area.</param>
internal readonly record struct Target(OrganisationId? Organisation)
{
    internal const string CountyOfAreaText = "{county-of-area}";

    private const string DepartmentPrefix = "{department:";

    /// <summary>The county-level unit of the area where it happened (属地).</summary>
    internal static Target CountyOfArea { get; } = new(null);

    /// <summary>As the database has it.</summary>
    internal string Stored => Organisation?.ToString() ?? CountyOfAreaText;

    internal static Target Read(string stored) =>
        stored == CountyOfAreaText ? CountyOfArea : new Target(OrganisationId.From(Guid.Parse(stored)));

    /// <summary>
    /// Reads what a person writes: <c>{county-of-area}</c>, <c>{department:market-regulation}</c>, which must be a department
    /// of the city, or any organisation's code. Null where there is no such organisation today.
    /// </summary>
    internal static Target? Parse(string text, OrganisationTree tree)
    {
        if (text == CountyOfAreaText)
        {
            return CountyOfArea;
        }

        var named = text.StartsWith(DepartmentPrefix, StringComparison.Ordinal) && text.EndsWith('}')
            ? tree.ByCode(text[DepartmentPrefix.Length..^1]) is { Kind: OrganisationKind.Department } department ? department : null
            : tree.ByCode(text);
        return named is null ? null : new Target(named.Id);
    }

    /// <summary>As a person would write it.</summary>
    internal string Write(OrganisationTree tree) => Organisation is not { } id ? CountyOfAreaText
        : tree.Find(id) is not { } found ? id.ToString()
        : found.Kind is OrganisationKind.Department ? $"{DepartmentPrefix}{found.Code}}}"
        : found.Code;

    /// <summary>Who it is for an area; null where nobody is.</summary>
    internal Organisation? Resolve(string? area, OrganisationTree tree) =>
        Organisation is { } id ? tree.Current(id) : tree.CountyOf(area);
}
