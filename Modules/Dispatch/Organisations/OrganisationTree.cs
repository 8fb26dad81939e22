using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>All organisations as they are on one day. One that has ended is still found, as it last was.</summary>
internal sealed class OrganisationTree
{
    private readonly Dictionary<OrganisationId, Organisation> known;
    private readonly Dictionary<string, Organisation> byCode;
    private readonly Dictionary<string, Organisation> counties;
    private readonly ILookup<OrganisationId?, Organisation> children;

    internal OrganisationTree(IReadOnlyDictionary<OrganisationId, OrganisationLife> lives, DateOnly day)
    {
        Day = day;
        known = lives.Values
            .Select(life => life.Periods.LastOrDefault(period => period.ValidFrom <= day) is { } period ? Show(life, period) : null)
            .OfType<Organisation>()
            .ToDictionary(one => one.Id);
        foreach (var one in known.Values.ToArray())
        {
            known[one.Id] = one with { Level = AncestorsOf(one.Id).Count() };
        }

        var holding = known.Values.Where(Holds).OrderBy(one => one.Code, StringComparer.Ordinal).ToArray();
        byCode = holding.ToDictionary(one => one.Code, StringComparer.Ordinal);
        counties = holding.Where(one => one is { Kind: OrganisationKind.County, Area: not null })
            .ToDictionary(one => one.Area!, StringComparer.Ordinal);
        children = holding.ToLookup(one => one.Parent);
        All = [.. InOrder(null)];
    }

    internal DateOnly Day { get; }

    /// <summary>Those that hold on the day, each followed by its parts.</summary>
    internal IReadOnlyList<Organisation> All { get; }

    internal Organisation? Find(OrganisationId id) => known.GetValueOrDefault(id);

    internal Organisation? ByCode(string code) => byCode.GetValueOrDefault(code);

    internal IEnumerable<Organisation> PartsOf(OrganisationId id) => children[id];

    /// <summary>The county-level unit of an area, or of the area it lies in; null for the city and for places elsewhere.</summary>
    internal Organisation? CountyOf(string? area) =>
        area is { Length: >= 6 } ? counties.GetValueOrDefault(area[..6]) : null;

    internal bool Holds(Organisation one) => one.ValidFrom <= Day && (one.ValidTo is null || Day < one.ValidTo);

    /// <summary>Whether an organisation is another one or a part of it, however far below.</summary>
    internal bool IsUnder(OrganisationId child, OrganisationId ancestor) => AncestorsOf(child).Contains(ancestor);

    /// <summary>The organisation, or who carries on after it; null where it has ended and nobody does.</summary>
    internal Organisation? Current(OrganisationId id)
    {
        var seen = new HashSet<OrganisationId>();
        for (OrganisationId? next = id; next is { } one && seen.Add(one); next = known.GetValueOrDefault(one)?.Successor)
        {
            if (known.GetValueOrDefault(one) is { } found && Holds(found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The organisation itself, whose part it is, and so on up. A circle, which rules forbid, is not walked twice.</summary>
    internal IEnumerable<OrganisationId> AncestorsOf(OrganisationId id)
    {
        var seen = new HashSet<OrganisationId>();
        for (OrganisationId? next = id; next is { } one && seen.Add(one); next = known.GetValueOrDefault(one)?.Parent)
        {
            yield return one;
        }
    }

    private IEnumerable<Organisation> InOrder(OrganisationId? parent) => children[parent]
        .OrderBy(one => one.Kind)
        .ThenBy(one => one.Area, StringComparer.Ordinal)
        .ThenBy(one => one.Code, StringComparer.Ordinal)
        .SelectMany(one => InOrder(one.Id).Prepend(one));

    private static Organisation Show(OrganisationLife life, OrganisationLife.Period period) => new(
        life.Id, period.Settings.Code, period.Settings.Name, period.Settings.Kind, period.Settings.Parent, period.Settings.Area, 0,
        period.ValidFrom, period.ValidTo, life.Successor);
}
