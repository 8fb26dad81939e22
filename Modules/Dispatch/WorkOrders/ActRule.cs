using ContactCenter.Dispatch.Clocks;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>One line of the machine: an act, and everything about when it may happen.</summary>
internal sealed record ActRule(Act Act)
{
    /// <summary>Who may; being one of them is enough.</summary>
    internal Party[] Who { get; private init; } = [];

    /// <summary>What must be said.</summary>
    internal Fact[] Facts { get; private init; } = [];

    /// <summary>Why not, though the state and the person allow it.</summary>
    internal Func<Order, Moment, Refusal?>? Guard { get; private init; }

    internal IReadOnlyList<Arrow> Arrows { get; private init; } = [];

    internal bool IsPossibleIn(OrderState state) => Arrows.Any(arrow => arrow.From == state);

    /// <summary>The arrow between two states, or null where the machine has none.</summary>
    internal Arrow? Between(OrderState from, OrderState to) => Arrows.FirstOrDefault(arrow => arrow.From == from && arrow.To == to);

    internal ActRule By(params Party[] who) => this with { Who = who };

    internal ActRule Needs(params Fact[] facts) => this with { Facts = facts };

    internal ActRule Unless(Func<Order, Moment, Refusal?> guard) => this with { Guard = guard };

    internal ActRule Arrow(OrderState[] from, OrderState[] to, ClockPlan? clocks = null) => this with
    {
        Arrows = [.. Arrows, .. from.SelectMany(one => to.Select(other => new Arrow(one, other, clocks ?? ClockPlan.None)))],
    };

    /// <summary>It happens within these states and changes none.</summary>
    internal ActRule Within(params OrderState[] states) => this with
    {
        Arrows = [.. Arrows, .. states.Select(state => new Arrow(state, state, ClockPlan.None))],
    };

    /// <summary>What it does to clocks, whatever the state.</summary>
    internal ActRule Clocks(ClockPlan clocks) => this with { Arrows = [.. Arrows.Select(arrow => arrow with { Clocks = clocks })] };
}

/// <summary>From one state to another.</summary>
internal sealed record Arrow(OrderState From, OrderState To, ClockPlan Clocks);

/// <summary>What an arrow does to clocks: those of the lead unit, of the parts concerned, or of the order.</summary>
/// <param name="Starts">Begin.</param>
/// <param name="Stops">End with a verdict: met or missed.</param>
/// <param name="Cancels">End without one.</param>
/// <param name="Pauses">Stand still, where their time is working time.</param>
/// <param name="Resumes">Go on.</param>
/// <param name="EndsAll">Whatever else is open ends without a verdict.</param>
internal sealed record ClockPlan(
    ClockKind[]? Starts = null, ClockKind[]? Stops = null, ClockKind[]? Cancels = null, ClockKind[]? Pauses = null,
    ClockKind[]? Resumes = null, bool EndsAll = false)
{
    internal static readonly ClockPlan None = new();
}
