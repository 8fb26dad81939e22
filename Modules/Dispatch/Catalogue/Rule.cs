using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>One rule of the dispatch catalogue (派单目录) for one period: which appeals, and who handles them.</summary>
internal sealed record Rule
{
    /// <summary>The area of a rule for any place that lies in a county-level unit.</summary>
    internal const string AnyCounty = "*";

    internal required Guid Id { get; init; }

    /// <summary>Grows with each change; a change that names an older one is refused.</summary>
    internal required int Version { get; init; }

    internal required Setup Settings { get; init; }

    /// <summary>The first day it holds.</summary>
    internal required DateOnly ValidFrom { get; init; }

    /// <summary>The first day it no longer holds; null until further notice. The same as the first day: it never held.</summary>
    internal DateOnly? ValidTo { get; init; }

    internal DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made this version; null for reference data loaded by the system.</summary>
    internal string? ChangedBy { get; init; }

    internal string ChangedWhy { get; init; } = "";

    /// <summary>
    /// How specific it is. What an appeal is about counts more than where it happened, and that more than which old number was
    /// dialled; of each, the longer code counts more. No two rules that match the same appeal on the same day are equal in all
    /// three, so one always wins.
    /// </summary>
    internal (int Category, int Area, int Line) Weight => (
        Settings.Category?.Length ?? 0,
        Settings.Area is AnyCounty ? 1 : Settings.Area?.Length ?? 0,
        Settings.Line is null ? 0 : 1);

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>Why the rule is not for an appeal, in Chinese; null where it is.</summary>
    internal string? WhyNotFor(Question asked, OrganisationTree tree) =>
        !HoldsOn(tree.Day) ? ValidFrom > tree.Day ? $"自 {ValidFrom:yyyy-MM-dd} 起才生效" : $"已于 {ValidTo:yyyy-MM-dd} 失效"
        : Settings.Category is { } category && asked.Category?.StartsWith(category, StringComparison.Ordinal) is not true
            ? $"类别不符（规则 {category}，诉求 {asked.Category ?? "未选"}）"
        : Settings.Area is AnyCounty && tree.CountyOf(asked.Area) is null
            ? $"地区不属于任何县级单位（{asked.Area ?? "未填"}）"
        : Settings.Area is { } area and not AnyCounty && asked.Area?.StartsWith(area, StringComparison.Ordinal) is not true
            ? $"地区不符（规则 {area}，诉求 {asked.Area ?? "未填"}）"
        : Settings.Line is { } line && asked.Line != line ? $"来电号码不符（规则 {line}，诉求 {asked.Line ?? "无"}）"
        : null;

    /// <summary>What a person decides about a rule.</summary>
    /// <param name="Title">What it is called, e.g. <c>市场监管（属地）</c>.</param>
    /// <param name="Category">The category, with all below it; null for any.</param>
    /// <param name="Area">The area, with all within it; <see cref="AnyCounty"/>; null for any, also an unknown one.</param>
    /// <param name="Line">The old number that was dialled; null for any.</param>
    /// <param name="Lead">Who leads (主办).</param>
    /// <param name="Assists">Who assists (协办).</param>
    /// <param name="Basis">The duty list or law it stands on.</param>
    /// <param name="Note">Anything worth knowing.</param>
    /// <param name="Demonstration">What of it is made up.</param>
    internal sealed record Setup(
        string Title, string? Category, string? Area, string? Line, Target Lead, IReadOnlyList<Target> Assists, string? Basis,
        string? Note, string? Demonstration);
}
