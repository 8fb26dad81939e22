using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>Finds the most specific rule for an appeal, and says why it and not another. Pure.</summary>
internal sealed class RuleChoice(IEnumerable<Rule> rules, TownshipDuties duties)
{
    // Enough to see what else there is; a page shows no more.
    private const int MostOthers = 20;

    private readonly ILookup<string, Rule> byCategory = rules.ToLookup(rule => rule.Settings.Category ?? "", StringComparer.Ordinal);

    /// <summary>The suggestion, or null with the reasons beside it.</summary>
    internal (Suggestion? Suggestion, IReadOnlyList<Considered> NotTaken) Choose(Question asked, OrganisationTree tree)
    {
        var notTaken = new List<Considered>();
        (Rule Rule, Organisation Lead)? chosen = null;

        // Every rule for the category or one above it, the weightiest first; the identifier settles what dates have parted.
        var near = Prefixes(asked.Category).SelectMany(category => byCategory[category])
            .OrderByDescending(rule => rule.Weight)
            .ThenByDescending(rule => rule.ValidFrom)
            .ThenBy(rule => rule.Id);
        foreach (var rule in near)
        {
            var lead = rule.Settings.Lead.Resolve(asked.Area, tree);
            var whyNot = rule.WhyNotFor(asked, tree)
                ?? (chosen is { } taken ? $"也相符，但不如“{taken.Rule.Settings.Title}”具体" : null)
                ?? (lead is null ? "主办单位已撤销且没有承接单位" : duties.WhyNot(lead, asked.Category, tree)?.Sentence);
            if (whyNot is null)
            {
                chosen = (rule, lead!);
            }
            else if (notTaken.Count < MostOthers)
            {
                notTaken.Add(new Considered(rule.Id, rule.Version, $"未采用“{rule.Settings.Title}”（第 {rule.Version} 版）：{whyNot.TrimEnd('。')}。"));
            }
        }

        return chosen is var (winner, leading) ? (Suggest(winner, leading, asked, tree, notTaken), notTaken) : (null, notTaken);
    }

    private static IEnumerable<string> Prefixes(string? category) =>
        Enumerable.Range(0, (category?.Length ?? 0) / 2 + 1).Select(steps => category?[..(steps * 2)] ?? "");

    private static Suggestion Suggest(
        Rule rule, Organisation lead, Question asked, OrganisationTree tree, IReadOnlyList<Considered> notTaken)
    {
        var assists = rule.Settings.Assists
            .Select(assist => assist.Resolve(asked.Area, tree))
            .OfType<Organisation>()
            .DistinctBy(assist => assist.Id)
            .Where(assist => assist.Id != lead.Id)
            .ToArray();
        var matched = string.Join("，", Matched(rule.Settings, asked, tree));
        var with = assists.Length == 0 ? "" : $"，协办 {string.Join("、", assists.Select(assist => assist.Name))}";
        return new Suggestion(
            rule.Id, rule.Version, lead.Id, [.. assists.Select(assist => assist.Id)],
            $"按派单目录“{rule.Settings.Title}”（第 {rule.Version} 版，{matched}）：主办 {lead.Name}{with}。", notTaken);
    }

    private static IEnumerable<string> Matched(Rule.Setup settings, Question asked, OrganisationTree tree)
    {
        yield return settings.Category is { } category
            ? category == asked.Category ? $"类别 {category}" : $"类别 {asked.Category} 属于 {category}"
            : "不限类别";
        yield return settings.Area is null ? "不限地区" : $"地区 {asked.Area} 属于{tree.CountyOf(asked.Area)?.Name ?? settings.Area}";
        yield return settings.Line is { } line ? $"来电号码 {line}" : "不限来电号码";
    }
}
