using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ContactCenter.Telephony.Lines;

internal sealed partial record Line
{
    private const string Key = "^[a-z][a-z0-9-]{0,39}$";
    private const string KeySentence = "队列与提示音的键由小写字母、数字和连字符组成，最长 40 个字符。";
    private const string Address = "^[A-Za-z0-9+*#_.-]{1,40}@[A-Za-z0-9._-]{1,60}$";

    /// <summary>A phase, which holds from its first day until the next one's.</summary>
    /// <param name="Kind">Which.</param>
    /// <param name="StartsOn">Its first day.</param>
    /// <param name="Prompt">The key of what callers hear in it; null for the line's own greeting.</param>
    /// <param name="PromptText">The words of that prompt.</param>
    public sealed record Phase(
        [property: JsonRequired] PhaseKind Kind,
        [property: JsonRequired] DateOnly StartsOn,
        [RegularExpression(Key, ErrorMessage = KeySentence)] string? Prompt,
        [StringLength(500), PlainText] string? PromptText);

    /// <summary>What an administrator decides about a line for one period.</summary>
    /// <param name="Name">As a console shows it in large letters.</param>
    /// <param name="Department">Whose line it is; 未知 where it is not known.</param>
    /// <param name="Mode">How it takes part in the merged hotline.</param>
    /// <param name="Level">Where it comes from, e.g. <c>national_annex</c>.</param>
    /// <param name="HandledBy">Who answers for it, in words; <c>unknown</c> where it is not known.</param>
    /// <param name="SeatArrangement">Where its people sit.</param>
    /// <param name="Batch">The batch in which it was merged; null where it is not known.</param>
    /// <param name="FirstSide">Who answers a dual line first; null where it is not decided, which is 12345.</param>
    /// <param name="Queue">The key of 12345's queue for its subject; null for the general one.</param>
    /// <param name="DepartmentQueue">The key of the queue of the department's own seats, where they are on this system.</param>
    /// <param name="ForwardAddress">
    /// Whose telephones stand behind it elsewhere (the sub-centre's trunk, the department's switchboard), as number@trunk.
    /// </param>
    /// <param name="OverflowSeconds">
    /// How long the first side may leave a call waiting or ringing before the other gets it.
    /// </param>
    /// <param name="AfterNotice">What follows the notice in the phase of notice only.</param>
    /// <param name="Greeting">The key of what callers hear where the phase says nothing else; null for nothing.</param>
    /// <param name="GreetingText">The words of the greeting.</param>
    /// <param name="Source">Where this is known from.</param>
    /// <param name="Confidence">How sure that is, in words.</param>
    /// <param name="Note">Anything a person should know.</param>
    /// <param name="Demonstration">
    /// Which of these settings only show how it works and are no fact about the city, in words.
    /// </param>
    public sealed record Setup(
        [Required, StringLength(100), PlainText] string Name,
        [Required, StringLength(200), PlainText] string Department,
        [property: JsonRequired] MergeMode Mode,
        [Required, StringLength(40), PlainText] string Level,
        [Required, StringLength(100), PlainText] string HandledBy,
        [property: JsonRequired] SeatArrangement SeatArrangement,
        [Range(1, 99)] int? Batch,
        FirstSide? FirstSide,
        [RegularExpression(Key, ErrorMessage = KeySentence)] string? Queue,
        [RegularExpression(Key, ErrorMessage = KeySentence)] string? DepartmentQueue,
        [RegularExpression(Address, ErrorMessage = "转接地址写作 号码@中继，例如 12366@subcenter。")] string? ForwardAddress,
        [Range(5, 600, ErrorMessage = "溢出时间为 5 至 600 秒。")] int? OverflowSeconds,
        [property: JsonRequired] AfterNotice AfterNotice,
        [RegularExpression(Key, ErrorMessage = KeySentence)] string? Greeting,
        [StringLength(500), PlainText] string? GreetingText,
        [StringLength(500), PlainText] string? Source,
        [StringLength(100), PlainText] string? Confidence,
        [StringLength(1000), PlainText] string? Note,
        [StringLength(200), PlainText] string? Demonstration)
    {
        /// <summary>What contradicts itself in these settings, by field; empty where nothing does.</summary>
        internal Dictionary<string, string[]> Contradictions()
        {
            var found = new Dictionary<string, string[]>();
            if (FirstSide is Lines.FirstSide.DepartmentFirst && DepartmentQueue is null && ForwardAddress is null)
            {
                found["firstSide"] = ["部门先接时，请填部门自己的队列或转接地址。"];
            }

            if (FirstSide is not null && Mode is not MergeMode.DualNumber)
            {
                found["firstSide"] = ["只有双号并行的线路才分先后接听，请把它留空或改归并方式。"];
            }

            if (OverflowSeconds is null && (ForwardAddress is not null || DepartmentQueue is not null))
            {
                found["overflowSeconds"] = ["有部门座席或转接地址时，请填多少秒无人接听后转到另一方。"];
            }

            return found;
        }
    }
}
