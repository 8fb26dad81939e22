using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Whether somebody may do something to an order now, by the machine alone; and if not, what they may.</summary>
internal static class Legality
{
    /// <summary>Why this person may not do this now, in a sentence that says what is possible; null where they may.</summary>
    internal static Refusal? WhyNot(Act act, Order order, Moment moment)
    {
        var rule = Machine.Of(act);
        if (!rule.IsPossibleIn(order.State))
        {
            return NotNow(rule, order, moment);
        }

        return order.PartiesOf(moment.Actor).Any(rule.Who.Contains) ? rule.Guard?.Invoke(order, moment) : NotYours(rule, order, moment);
    }

    /// <summary>Everything this person may do to the order now: what a console shows as buttons.</summary>
    internal static IReadOnlyList<Act> PossibleActs(Order order, Moment moment)
    {
        var parties = order.PartiesOf(moment.Actor).ToHashSet();
        return
        [
            .. Machine.All
                .Where(rule => rule.IsPossibleIn(order.State) && parties.Overlaps(rule.Who) && rule.Guard?.Invoke(order, moment) is null)
                .Select(rule => rule.Act),
        ];
    }

    /// <summary>The right that opens the way to an act; which order, is decided for each by the machine.</summary>
    internal static string RightFor(ActRule rule) => rule.Who switch
    {
        [Party.Dispatcher] => Rights.DispatchOrders,
        [Party.Supervisor] => Rights.SuperviseOrders,
        _ when rule.Who.All(who => who is Party.LeadUnit or Party.PartUnit) => Rights.HandleOrders,
        _ => Rights.SeeOrders,
    };

    private static Refusal NotNow(ActRule rule, Order order, Moment moment)
    {
        var possible = PossibleActs(order, moment);
        return new(
            "not-possible-now",
            $"工单现为“{order.State.Chinese()}”,不能“{rule.Act.Chinese()}”;{WhatIsPossible(possible)}",
            Possible(order, possible));
    }

    private static Refusal NotYours(ActRule rule, Order order, Moment moment)
    {
        var possible = PossibleActs(order, moment);
        return new(
            "not-yours",
            $"“{rule.Act.Chinese()}”只能由{string.Join('、', rule.Who.Select(who => who.Chinese()))}进行;{WhatIsPossible(possible)}",
            Possible(order, possible));
    }

    private static string WhatIsPossible(IReadOnlyList<Act> possible) => possible.Count == 0
        ? "您现在没有可进行的操作。"
        : $"您现在可以:{string.Join('、', possible.Select(act => act.Chinese()))}。";

    private static Dictionary<string, object?> Possible(Order order, IReadOnlyList<Act> possible) => new()
    {
        ["state"] = order.State.InJson(),
        ["version"] = order.Version,
        ["possible"] = possible.Select(act => act.InJson()).ToArray(),
    };
}
