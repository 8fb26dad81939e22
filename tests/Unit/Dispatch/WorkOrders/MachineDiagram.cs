using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>The machine as a page: a diagram of the states, and a table of every act.</summary>
internal static class MachineDiagram
{
    internal static string Page() => string.Join('\n', Lines()) + "\n";

    private static IEnumerable<string> Lines() =>
    [
        "# The work order's states (工单状态机)",
        "",
        "Made of `Modules/Dispatch/WorkOrders/Machine.cs`, which is the one place where it is declared. When that changes, run",
        "`CONTACTCENTER_WRITE_DOCS=1 dotnet test tests/Unit --filter FullyQualifiedName~MachineTests` to write this page again.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    direction TB",
        .. Enum.GetValues<OrderState>().Select(state => $"    {state} : {state.Chinese()}"),
        $"    [*] --> {OrderState.PendingReview} : {Act.Open.Chinese()}",
        .. Machine.All
            .Where(rule => !IsEverywhere(rule))
            .SelectMany(rule => rule.Arrows.Where(arrow => arrow.From != arrow.To).Select(arrow => (arrow.From, arrow.To, rule.Act)))
            .GroupBy(move => (move.From, move.To))
            .OrderBy(group => group.Key.From).ThenBy(group => group.Key.To)
            .Select(group =>
                $"    {group.Key.From} --> {group.Key.To} : {string.Join('、', group.Select(move => move.Act.Chinese()).Distinct())}"),
        $"    {OrderState.Archived} --> [*]",
        "```",
        "",
        "From every state that goes on, the citizen may take the appeal back (已撤回) and it may be merged (已并单); whatever has ended",
        "is archived.",
        "",
        "| act | who | when | leads to | must say | clocks |",
        "|---|---|---|---|---|---|",
        .. Machine.All.Select(Row),
    ];

    private static string Row(ActRule rule) => string.Join(
        " | ",
        $"| {rule.Act.Chinese()} `{rule.Act.InJson()}`",
        string.Join('、', rule.Who.Select(who => who.Chinese())),
        States(rule.Arrows.Select(arrow => arrow.From)),
        States(rule.Arrows.Where(arrow => arrow.From != arrow.To).Select(arrow => arrow.To)),
        string.Join('、', rule.Facts.Select(fact => fact.Chinese())),
        string.Join("; ", rule.Arrows.Select(arrow => Clocks(arrow.Clocks)).Where(text => text.Length > 0).Distinct()) + " |");

    private static bool IsEverywhere(ActRule rule) => rule.Act is Act.Merge or Act.Archive or Act.Withdraw;

    private static string States(IEnumerable<OrderState> states)
    {
        var distinct = states.Distinct().Order().ToList();
        return distinct.Count == 0 ? "–"
            : distinct.SequenceEqual(Machine.Unsettled.Order()) ? "未结"
            : string.Join('、', distinct.Select(state => state.Chinese()));
    }

    private static string Clocks(ClockPlan plan)
    {
        (string Verb, IEnumerable<Enum> Kinds)[] parts =
        [
            ("starts", (plan.Starts ?? []).Cast<Enum>()), ("stops", (plan.Stops ?? []).Cast<Enum>()),
            ("cancels", (plan.Cancels ?? []).Cast<Enum>()), ("pauses", (plan.Pauses ?? []).Cast<Enum>()),
            ("resumes", (plan.Resumes ?? []).Cast<Enum>()),
        ];
        return string.Join(", ", parts.Where(part => part.Kinds.Any())
            .Select(part => $"{part.Verb} {string.Join(' ', part.Kinds.Select(kind => kind.InJson()))}")
            .Concat(plan.EndsAll ? ["ends all"] : []));
    }
}
