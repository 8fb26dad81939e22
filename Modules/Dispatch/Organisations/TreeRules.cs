using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>What holds for the tree on every day: no circle, nothing under a unit that is gone, one unit to a code and an area.</summary>
internal static class TreeRules
{
    // Nobody's organisation chart is deeper; a deeper one is a mistake that a page could not show.
    internal const int Deepest = 6;

    /// <summary>Why these organisations cannot be a tree on some day, or null where they can on every one.</summary>
    internal static Refusal? WhyNot(IReadOnlyDictionary<OrganisationId, OrganisationLife> lives) =>
        // Nothing changes between two days on which something begins or ends.
        lives.Values
            .SelectMany(life => life.Periods)
            .Where(period => period.ValidTo is null || period.ValidFrom < period.ValidTo)
            .Select(period => period.ValidFrom)
            .Concat(lives.Values.Select(life => life.Ends).OfType<DateOnly>())
            .Distinct()
            .Order()
            .Select(day => WhyNotOn(day, lives))
            .FirstOrDefault(refusal => refusal is not null);

    private static Refusal? WhyNotOn(DateOnly day, IReadOnlyDictionary<OrganisationId, OrganisationLife> lives)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var areas = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (life, settings) in lives.Values.Select(life => (life, life.On(day))).Where(one => one.Item2 is not null))
        {
            var refusal = WhyNotPlaced(life, settings!, day, lives)
                ?? (codes.Add(settings!.Code) ? null : SameCode(settings, day))
                ?? (settings.Kind is OrganisationKind.County && !areas.Add(settings.Area!) ? SameArea(settings, day) : null);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? WhyNotPlaced(
        OrganisationLife life, OrganisationLife.Setup settings, DateOnly day, IReadOnlyDictionary<OrganisationId, OrganisationLife> lives)
    {
        if (settings is { Kind: OrganisationKind.County, Area: null })
        {
            return new Refusal("county-without-area", $"“{settings.Name}”是县级单位，请填写它的区划代码。");
        }

        if (settings.Parent is not { } parent)
        {
            return settings.Kind is OrganisationKind.Township or OrganisationKind.SubUnit
                ? new Refusal("unit-without-parent", $"“{settings.Name}”是下属单位或乡镇（街道），请选择它的上级单位。")
                : null;
        }

        if (lives.GetValueOrDefault(parent)?.On(day) is not { } above)
        {
            return new Refusal(
                "parent-not-there",
                $"“{settings.Name}”在 {day:yyyy-MM-dd} 的上级单位“{lives.GetValueOrDefault(parent)?.Newest.Name}”当日不存在或已撤销，请先改选上级单位。");
        }

        return settings.Kind is OrganisationKind.Township && above.Kind is not OrganisationKind.County
            ? new Refusal("township-outside-county", $"乡镇（街道）“{settings.Name}”须隶属于县级单位，不能隶属于“{above.Name}”。")
            : WhyNotAbove(life, settings, day, lives);
    }

    private static Refusal? WhyNotAbove(
        OrganisationLife life, OrganisationLife.Setup settings, DateOnly day, IReadOnlyDictionary<OrganisationId, OrganisationLife> lives)
    {
        var steps = 1;
        for (var next = settings.Parent; next is { } above; next = lives.GetValueOrDefault(above)?.On(day)?.Parent)
        {
            if (above == life.Id)
            {
                return new Refusal(
                    "tree-circle", $"这样“{settings.Name}”在 {day:yyyy-MM-dd} 会成为自己的上级，请改选不在其下属中的上级单位。");
            }

            if (++steps > Deepest)
            {
                return new Refusal("tree-too-deep", $"“{settings.Name}”在 {day:yyyy-MM-dd} 的层级超过 {Deepest} 级，请减少层级。");
            }
        }

        return null;
    }

    private static Refusal SameCode(OrganisationLife.Setup settings, DateOnly day) => new(
        "organisation-code-taken", $"代码 {settings.Code} 在 {day:yyyy-MM-dd} 已被另一单位使用，请换一个代码，或改用不重叠的日期。");

    private static Refusal SameArea(OrganisationLife.Setup settings, DateOnly day) => new(
        "area-has-a-county", $"区划 {settings.Area} 在 {day:yyyy-MM-dd} 已有一个县级单位，同一区划同一天只能有一个。");
}
