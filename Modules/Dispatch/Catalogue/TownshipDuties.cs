using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>
/// What townships and streets are there for (乡镇街道履行职责事项清单). Everything else is a department's matter, which must not be
/// sent to the grass roots (国办函〔2025〕66号 item 5).
/// </summary>
internal sealed class TownshipDuties(IEnumerable<string> categories)
{
    private readonly string[] listed = [.. categories];

    /// <summary>Why an organisation may not be given a matter of a category, or null where it may.</summary>
    internal Refusal? WhyNot(Organisation target, string? category, OrganisationTree tree)
    {
        if (!tree.Holds(target))
        {
            return new Refusal("organisation-ended", tree.Current(target.Id) is { } heir
                ? $"“{target.Name}”在 {tree.Day:yyyy-MM-dd} 已撤销，请改派承接其职责的“{heir.Name}”。"
                : $"“{target.Name}”在 {tree.Day:yyyy-MM-dd} 不存在或已撤销，请改选其他单位。");
        }

        return target.Kind switch
        {
            OrganisationKind.Hotline => new Refusal("hotline-handles-nothing", "12345热线不是承办单位，请选择承办单位，或直接答复办结。"),
            OrganisationKind.Township => WhyNotTownship(target, category),
            OrganisationKind.County or OrganisationKind.Department or OrganisationKind.SubUnit or OrganisationKind.Enterprise => null,
        };
    }

    private Refusal? WhyNotTownship(Organisation target, string? category) =>
        category is null
            ? new Refusal("category-needed", $"尚未选择诉求类别，无法判断是否属于“{target.Name}”的职责；请先选择类别，或派给县级单位、市直部门。")
        : listed.Any(duty => category.StartsWith(duty, StringComparison.Ordinal)) ? null
        : new Refusal(
            "department-matter-to-township",
            $"类别 {category} 未列入乡镇（街道）履行职责事项清单，属部门职责事项，依据国办函〔2025〕66号第五条“部门职责事项不得派给基层”，"
                + $"不能派给“{target.Name}”；请改派市直部门或县级单位。");
}
