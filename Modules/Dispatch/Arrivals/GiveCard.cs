using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>What a clock's warning and its end mean for an order: 黄牌, 红牌, and how it is shown.</summary>
internal static class GiveCard
{
    internal static Refusal? Apply(Turn turn, Guid clock, ClockKind kind, OrganisationId? org, DateTimeOffset dueAt, CardColour colour)
    {
        if (kind is ClockKind.Return)
        {
            // That the time to give an order back is over is nobody's failure.
            return new Refusal("no-card", "退单时限届满不亮牌。");
        }

        turn.Details["clock"] = clock;
        turn.Details["kind"] = kind.InJson();
        turn.Details["colour"] = colour.InJson();
        turn.Details["dueAt"] = dueAt;
        if (org is null)
        {
            // The hotline's own time, or the citizen's whole: it is noted, and nobody gets a card.
            return null;
        }

        turn.Details["unit"] = org;
        if (colour is not CardColour.Yellow || kind is ClockKind.Handle or ClockKind.Assist or ClockKind.Rework)
        {
            turn.Cards.Add(new Card(clock, colour.Word(), org, kind));
        }

        turn.Order.Alert = colour switch
        {
            CardColour.Red => Alert.Overdue,
            CardColour.Yellow => turn.Order.Alert is Alert.Overdue ? Alert.Overdue : Alert.Warned,
            CardColour.RedWithdrawn => turn.Order.Clocks.Any(one => one.Id != clock && one.OverdueAt is not null && one.OrgId is not null)
                ? Alert.Overdue
                : Alert.None,
        };
        return null;
    }
}

/// <summary>The cards.</summary>
internal enum CardColour
{
    /// <summary>黄牌: the time runs out.</summary>
    Yellow,

    /// <summary>红牌: the time is over.</summary>
    Red,

    /// <summary>撤销红牌: the deadline had not passed after all.</summary>
    RedWithdrawn,
}
