using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.Organisations;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>A rule as a person fills it in.</summary>
internal static class RuleForm
{
    internal const string CategoryPattern = "^[0-9]{2}([0-9]{2}){0,2}$";
    internal const string CategoryRule = "类别代码为2、4或6位数字，例如 07 或 0703。";
    internal const string LinePattern = "^[0-9A-Z+-]{3,31}$";
    internal const string LineRule = "来电号码填线路登记中的号码，例如 12315。";

    private const string TargetPattern = @"^([a-z0-9][a-z0-9-]{1,39}|\{county-of-area\}|\{department:[a-z0-9][a-z0-9-]{1,39}\})$";
    private const string TargetRule = "承办单位填单位代码、{department:单位代码} 或 {county-of-area}。";

    /// <param name="Title">What it is called.</param>
    /// <param name="Category">The category, with all below it; null for any.</param>
    /// <param name="Area">The area, with all within it; <c>*</c> for any county-level unit; null for any.</param>
    /// <param name="Line">The old number that was dialled; null for any.</param>
    /// <param name="Lead">Who leads: a code, or a role in braces.</param>
    /// <param name="Assists">Who assists: the same.</param>
    /// <param name="Basis">The duty list or law it stands on.</param>
    /// <param name="Note">Anything worth knowing.</param>
    public sealed record Fields(
        [Required, StringLength(60, MinimumLength = 2)] string Title,
        [RegularExpression(CategoryPattern, ErrorMessage = CategoryRule)] string? Category,
        [RegularExpression(@"^(\*|[0-9]{6}([0-9]{3}){0,2})$", ErrorMessage = SetupForm.AreaRule)] string? Area,
        [RegularExpression(LinePattern, ErrorMessage = LineRule)] string? Line,
        [Required, RegularExpression(TargetPattern, ErrorMessage = TargetRule)] string Lead,
        [MaxLength(10)] IReadOnlyList<string>? Assists,
        [StringLength(300)] string? Basis,
        [StringLength(500)] string? Note)
    {
        /// <summary>The settings, or what is wrong with them by field.</summary>
        internal (Rule.Setup? Settings, Dictionary<string, string[]> Wrong) Read(OrganisationTree tree)
        {
            var wrong = new Dictionary<string, string[]>();
            var lead = Target.Parse(Lead, tree);
            var assists = (Assists ?? []).Select(text => (text, Target: Target.Parse(text ?? "", tree))).ToArray();
            if (lead is null)
            {
                wrong["settings.lead"] = [$"今天没有代码为 {Lead} 的单位（或它不是市直部门），请核对。{TargetRule}"];
            }
            else if (lead == Target.CountyOfArea && Area is null)
            {
                wrong["settings.lead"] = ["不限地区的规则不能以属地单位为主办，请把地区填为 *，或改选主办单位。"];
            }

            if (assists.Where(assist => assist.Target is null).Select(assist => assist.text).ToArray() is [_, ..] unknown)
            {
                wrong["settings.assists"] = [$"今天没有这些单位：{string.Join("、", unknown)}，请核对。{TargetRule}"];
            }

            return wrong.Count > 0
                ? (null, wrong)
                : (new Rule.Setup(
                    Title.Trim(), Category, Area, Line, lead!.Value, [.. assists.Select(assist => assist.Target!.Value)], Basis, Note, null), wrong);
        }
    }
}
