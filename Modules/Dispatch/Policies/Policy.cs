using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.Policies;

/// <summary>One version of a policy: for which orders, from when, which limits.</summary>
internal sealed record Policy(
    Guid Id, int Version, DateTimeOffset EffectiveAt, bool Retired, string Name, OrganisationId? Organisation, Urgency? Urgency,
    string? Line, bool? Complex, AppealType? AppealType, IReadOnlyList<PolicyLimit> Limits, string Why, string ChangedBy,
    DateTimeOffset ChangedAt)
{
    /// <summary>
    /// How specific it is. A policy for the unit beats all that name none; then urgency counts, so that no rule of a line slows
    /// an urgent matter; then the line, whose statutory limits beat the hotline's; then complexity, which somebody judged; then the type.
    /// </summary>
    internal int Specificity =>
        (Organisation is null ? 0 : 16) + (Urgency is null ? 0 : 8) + (Line is null ? 0 : 4) + (Complex is null ? 0 : 2)
        + (AppealType is null ? 0 : 1);

    internal bool Matches(Facts facts) =>
        (Organisation is null || Organisation == facts.Unit) && (Urgency is null || Urgency == facts.Urgency)
        && (Line is null || Line == facts.Line) && (Complex is null || Complex == facts.Complex)
        && (AppealType is null || AppealType == facts.Type);

    /// <summary>What it names, for the explanation.</summary>
    internal string Naming()
    {
        string?[] named =
        [
            Organisation is null ? null : "承办单位",
            Urgency is { } urgency ? NameOf(urgency) : null,
            Line is null ? null : $"线路 {Line}",
            Complex switch { null => null, true => "复杂", false => "不复杂" },
            AppealType is { } type ? NameOf(type) : null,
        ];
        return named.OfType<string>().ToArray() is { Length: > 0 } some ? string.Join("、", some) : "一律适用";
    }

    private static string NameOf(Urgency urgency) => urgency switch
    {
        Contracts.Intake.Urgency.Normal => "一般",
        Contracts.Intake.Urgency.Important => "重要",
        Contracts.Intake.Urgency.Urgent => "紧急",
    };

    private static string NameOf(AppealType type) => type switch
    {
        Contracts.Intake.AppealType.Consultation => "咨询",
        Contracts.Intake.AppealType.Help => "求助",
        Contracts.Intake.AppealType.Complaint => "投诉",
        Contracts.Intake.AppealType.Report => "举报",
        Contracts.Intake.AppealType.Suggestion => "建议",
        Contracts.Intake.AppealType.Praise => "表扬",
        Contracts.Intake.AppealType.Other => "其他",
        Contracts.Intake.AppealType.Invalid => "无效",
    };

    /// <summary>What of an order policies look at.</summary>
    internal sealed record Facts(AppealType Type, Urgency Urgency, string? Line, OrganisationId? Unit, bool Complex);
}
