using System.Text.RegularExpressions;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.Lines;

/// <summary>One line for one period: a number of an area, whose it is, and what happens to calls of it.</summary>
internal sealed partial record Line
{
    internal const string EndsTooEarly = "失效日须不早于生效日。";
    internal const string TwoPhasesOfOneDay = "同一天只能开始一个阶段。";

    internal required Guid Id { get; init; }

    /// <summary>Grows with each change of this period; a change that names an older one is refused.</summary>
    internal required int Version { get; init; }

    /// <summary>
    /// The digits, e.g. <c>12315</c>; or a label in capitals (<c>LOCAL-WATER</c>) for a line that is listed although its
    /// number is not known, which no call can match because dialled numbers are digits.
    /// </summary>
    internal required string Number { get; init; }

    /// <summary>The area code with its zero; empty for mobile, 400 and foreign numbers.</summary>
    internal required string Area { get; init; }

    /// <summary>The first day it holds.</summary>
    internal required DateOnly ValidFrom { get; init; }

    /// <summary>The first day it no longer holds; null until further notice. The same as the first day: it never held.</summary>
    internal DateOnly? ValidTo { get; init; }

    internal required Setup Settings { get; init; }

    /// <summary>In order of their first days.</summary>
    internal IReadOnlyList<Phase> Phases { get; init; } = [];

    internal DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made this version; null for reference data loaded by the system.</summary>
    internal string? ChangedBy { get; init; }

    internal string ChangedWhy { get; init; } = "";

    /// <summary>What the line is called by, and what calls carry: the number alone at home, else with its area.</summary>
    internal string KeyIn(string homeArea) => Area == homeArea || Area.Length == 0 ? Number : $"{Area}-{Number}";

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>The phase of a day: the latest that has begun; null before the first.</summary>
    internal Phase? PhaseOn(DateOnly day) => Phases.LastOrDefault(phase => phase.StartsOn <= day);

    /// <summary>Whether a text is a label for a line whose number is not known.</summary>
    internal static bool IsLabel(string text) => Label().IsMatch(text);

    internal static bool HasTwoPhasesOfOneDay(IReadOnlyList<Phase> phases) =>
        phases.DistinctBy(phase => phase.StartsOn).Count() < phases.Count;

    /// <summary>Why this period may not take over from another, or null where it may.</summary>
    internal Refusal? WhyNotFollow(Line before) =>
        (before.Number, before.Area) != (Number, Area)
            ? new Refusal("line-follows-another-number", $"所接续的线路是 {before.Area}-{before.Number}，与 {Area}-{Number} 不是同一号码。")
        : ValidFrom < before.ValidFrom || before.ValidTo < ValidFrom
            ? new Refusal("line-follows-too-early", "新的起始日须在所接续线路的有效期之内，请核对日期。")
        : null;

    /// <summary>Why a period cannot hold as it is, or null where it can.</summary>
    internal Refusal? WhyNotHold() => ValidTo < ValidFrom
        ? new Refusal("line-ends-before-it-begins", $"该线路 {ValidFrom:yyyy-MM-dd} 才生效；要撤销误登记的线路，请把失效日填为这一天。")
        : null;

    /// <summary>What contradicts itself, by field; empty where nothing does.</summary>
    internal Dictionary<string, string[]> Contradictions()
    {
        var found = Settings.Contradictions();
        if (ValidTo < ValidFrom)
        {
            found["validTo"] = [EndsTooEarly];
        }

        if (HasTwoPhasesOfOneDay(Phases))
        {
            found["phases"] = [TwoPhasesOfOneDay];
        }

        return found;
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9-]{2,30}\z")]
    private static partial Regex Label();
}
