using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Lines;

/// <summary>
/// What happens to a call, by its line's mode and phase. Whatever a line is, the last step keeps the call: the only way to
/// end one is a notice whose line says so.
/// </summary>
internal static class LineRouting
{
    /// <summary>The queue for every call that no line claims (12345 itself, unknown numbers).</summary>
    internal const string GeneralQueue = "general";

    /// <summary>12345's own greeting.</summary>
    internal const string HotlineGreeting = "line-12345";

    /// <summary>How long somebody else's telephones ring where the line says nothing: five rings of the Chinese cadence.</summary>
    internal const int RingSeconds = 25;

    internal const string NumberRetired = "number-retired";
    internal const string NumberClosed = "number-closed";

    /// <summary>The route of a line's call on a day.</summary>
    /// <param name="line">The line.</param>
    /// <param name="day">The day, in the city's time.</param>
    /// <param name="homeArea">The area whose lines are called by their number alone.</param>
    internal static CallRoute RouteOf(Line line, DateOnly day, string homeArea)
    {
        var phase = line.PhaseOn(day);
        var greeting = phase?.Prompt ?? line.Settings.Greeting;
        return new CallRoute(line.KeyIn(homeArea), line.Settings.Name, StepsOf(line.Settings, phase?.Kind, greeting));
    }

    /// <summary>The route of a number that no line has: never dropped, answered like 12345.</summary>
    internal static CallRoute RouteOfUnknown() =>
        new(null, "未登记号码", [new QueueStep(GeneralQueue, HotlineGreeting, null)]);

    private static IReadOnlyList<RouteStep> StepsOf(Line.Setup line, PhaseKind? phase, string? greeting) => phase switch
    {
        PhaseKind.NoticeOnly => AfterNoticeOf(line, greeting ?? NumberRetired),

        // A closed number that still reaches us has callers who need help now, so they are told and then answered. Not by
        // its old queue: the number may have been given to something else since, as happened to 12356.
        PhaseKind.Closed => [new NoticeStep(greeting ?? NumberClosed), new QueueStep(GeneralQueue, null, null)],
        null or PhaseKind.Preparation or PhaseKind.Parallel or PhaseKind.Forwarding => ByMode(line, greeting),
    };

    private static IReadOnlyList<RouteStep> ByMode(Line.Setup line, string? greeting) => line.Mode switch
    {
        MergeMode.Platform or MergeMode.WholeMerge or MergeMode.Unknown => [Queue(line, greeting)],
        MergeMode.DualNumber => Dual(line, greeting),
        MergeMode.SubCenter => line.ForwardAddress is { } address
            ? [new ForwardStep(address, OverflowOf(line), greeting), new QueueStep(line.Queue ?? GeneralQueue, null, null)]
            : [Queue(line, greeting)],

        // Who dials 110 and reaches us may be in danger: the notice plays while the call already waits, and stops at the answer.
        MergeMode.EmergencyLinkage => [Queue(line, greeting)],

        // The caller must know the right way before anything else (66号 item 2), and is then still answered.
        MergeMode.UtilityLinkage or MergeMode.ReferOnly or MergeMode.NotInAnnex => greeting is null
            ? [Queue(line, null)]
            : [new NoticeStep(greeting), Queue(line, null)],
    };

    private static IReadOnlyList<RouteStep> Dual(Line.Setup line, string? greeting)
    {
        var overflow = OverflowOf(line);
        return line switch
        {
            { FirstSide: FirstSide.DepartmentFirst, DepartmentQueue: { } seats } =>
                [new QueueStep(seats, greeting, overflow), Queue(line, null)],
            { FirstSide: FirstSide.DepartmentFirst, ForwardAddress: { } address } =>
                [new ForwardStep(address, overflow, greeting), Queue(line, null)],
            { DepartmentQueue: { } seats } =>
                [Queue(line, greeting) with { AtMostSeconds = overflow }, new QueueStep(seats, null, null)],

            // Somebody else's telephones cannot keep a call, so it comes back.
            { ForwardAddress: { } address } =>
            [
                Queue(line, greeting) with { AtMostSeconds = overflow },
                new ForwardStep(address, overflow, null),
                Queue(line, null),
            ],
            _ => [Queue(line, greeting)],
        };
    }

    private static IReadOnlyList<RouteStep> AfterNoticeOf(Line.Setup line, string notice) => line.AfterNotice switch
    {
        AfterNotice.End => [new NoticeStep(notice)],
        AfterNotice.Queue => [new NoticeStep(notice), Queue(line, null)],
    };

    private static QueueStep Queue(Line.Setup line, string? greeting) => new(line.Queue ?? GeneralQueue, greeting, null);

    // Settings with another side name a time; the number here only guards rows written before that rule.
    private static int OverflowOf(Line.Setup line) => line.OverflowSeconds ?? RingSeconds;
}
