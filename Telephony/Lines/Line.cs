namespace ContactCenter.Telephony.Lines;

/// <summary>One line for one period: a number of an area, whose it is, and what happens to calls of it.</summary>
internal sealed partial record Line
{
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
    internal IReadOnlyList<LinePhase> Phases { get; init; } = [];

    internal DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made this version; null for reference data loaded by the system.</summary>
    internal string? ChangedBy { get; init; }

    internal string ChangedWhy { get; init; } = "";

    /// <summary>What the line is called by, and what calls carry: the number alone at home, else with its area.</summary>
    internal string KeyIn(string homeArea) => Area == homeArea || Area.Length == 0 ? Number : $"{Area}-{Number}";

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>The phase of a day: the latest that has begun; null before the first.</summary>
    internal LinePhase? PhaseOn(DateOnly day) => Phases.LastOrDefault(phase => phase.StartsOn <= day);
}

/// <summary>A phase from its first day until the next one's.</summary>
/// <param name="Kind">Which.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="Prompt">The key of what callers hear in it; null for the line's own greeting.</param>
/// <param name="PromptText">The words of that prompt.</param>
internal sealed record LinePhase(PhaseKind Kind, DateOnly StartsOn, string? Prompt, string? PromptText);
