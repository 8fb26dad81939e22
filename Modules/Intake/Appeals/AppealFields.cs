using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Intake;

namespace ContactCenter.Intake.Appeals;

/// <summary>What an appeal is about, and how it is dealt with, as it is typed.</summary>
internal static class AppealFields
{
    internal const int LongestNarrative = 20_000;
    internal const int LongestBrief = 4_000;

    /// <param name="Type">诉求类型.</param>
    /// <param name="Title">标题, one line.</param>
    /// <param name="Narrative">诉求原文, as the citizen told it; it is sealed and never sent on.</param>
    /// <param name="Brief">转办内容: what the handling unit reads; worked out from the narrative where left out.</param>
    /// <param name="Urgency">紧急程度.</param>
    /// <param name="Category">问题分类编码.</param>
    /// <param name="Area">事发地, the code of an area.</param>
    /// <param name="Place">事发地 as free text.</param>
    /// <param name="Longitude">Of the place, in degrees.</param>
    /// <param name="Latitude">Of the place, in degrees.</param>
    /// <param name="Secret">是否保密.</param>
    /// <param name="ReplyWanted">是否需要回复.</param>
    /// <param name="Publishable">是否公开.</param>
    /// <param name="OldCaller">是否老户.</param>
    /// <param name="EarlierNumber">旧工单编号.</param>
    public sealed record Matter(
        AppealType Type,
        [Required, StringLength(100, MinimumLength = 2), PlainText] string Title,
        [Required, StringLength(LongestNarrative, MinimumLength = 2), PlainText(Lines = true)] string Narrative,
        [StringLength(LongestBrief), PlainText(Lines = true)] string? Brief = null,
        Urgency Urgency = Urgency.Normal,
        [RegularExpression(@"\d{2}(\d{2})?")] string? Category = null,
        [RegularExpression(@"\d{4,12}")] string? Area = null,
        [StringLength(200), PlainText] string? Place = null,
        [Range(-180.0, 180.0)] double? Longitude = null,
        [Range(-90.0, 90.0)] double? Latitude = null,
        bool Secret = false,
        bool ReplyWanted = true,
        bool Publishable = false,
        bool OldCaller = false,
        [StringLength(30), PlainText] string? EarlierNumber = null);

    /// <param name="Kind">dispatch, directAnswer, outOfScope, invalid or transferred.</param>
    /// <param name="Answer">直接答复: what the citizen was told.</param>
    /// <param name="KnowledgeId">The knowledge article that served.</param>
    /// <param name="KnowledgeTitle">Its title; without one the answer shows a gap of the knowledge base.</param>
    /// <param name="Route">法定途径: the key of the statutory route told.</param>
    /// <param name="TransferredTo">To whom the call was handed, e.g. 110.</param>
    /// <param name="Reason">Why it is invalid.</param>
    public sealed record Outcome(
        [Required, RegularExpression("dispatch|directAnswer|outOfScope|invalid|transferred")] string Kind,
        [StringLength(LongestBrief), PlainText(Lines = true)] string? Answer = null,
        [StringLength(80), PlainText] string? KnowledgeId = null,
        [StringLength(200), PlainText] string? KnowledgeTitle = null,
        [StringLength(40), PlainText] string? Route = null,
        [StringLength(40), PlainText] string? TransferredTo = null,
        [StringLength(200), PlainText] string? Reason = null);
}
