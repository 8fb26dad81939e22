namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>How an order ends: by an answer and what its citizens say to it, or otherwise.</summary>
internal sealed partial class Turn
{
    /// <summary>There is an answer: the citizens who want to be asked are, and where there is none of them the order is closed.</summary>
    internal void AnswerCitizens()
    {
        Order.Alert = Alert.None;
        foreach (var citizen in Order.Citizens)
        {
            citizen.BeginRound();
        }

        if (Order.Citizens.Exists(citizen => citizen.State is CitizenState.Due))
        {
            Go(OrderState.CallbackPending);
        }
        else
        {
            Settle(OrderState.Closed, "answered");
        }
    }

    /// <summary>Every citizen of the round has been asked, or need not be: content ones close the order, others have it done again.</summary>
    internal void ConcludeCallbacks()
    {
        if (Order.Citizens.Exists(citizen => citizen.State is CitizenState.Due))
        {
            return;
        }

        if (!Order.Citizens.Exists(citizen => citizen.IsUnsatisfied))
        {
            Settle(OrderState.Closed, Order.Citizens.Exists(citizen => citizen.State is CitizenState.Answered) ? "satisfied" : "unreachable");
        }
        else if (Order.LeadPart is { } lead && Order.Reworks < LimitsOf(Order.Lead).MaxReworks)
        {
            Order.Reworks++;
            Order.Alert = Alert.None;
            lead.State = AssignmentState.Working;
            Details["rework"] = Order.Reworks;
            Go(OrderState.InProgress);
        }
        else
        {
            // 问题工单: done again as often as it may, and not solved.
            Order.Hard = true;
            Go(OrderState.Escalated);
        }
    }

    /// <summary>Nothing more is to be done: parts end, what was asked is settled.</summary>
    internal void Settle(OrderState state, string outcome)
    {
        Go(state);
        (Order.SettledAt, Order.Outcome, Order.Alert) = (At, outcome, Alert.None);
        foreach (var part in Order.Assignments.Where(part => part.IsLive))
        {
            part.State = state is OrderState.Closed ? AssignmentState.Finished : AssignmentState.Released;
        }

        foreach (var matter in Order.Matters.Where(matter => matter.IsOpen))
        {
            matter.Decide(MatterState.Settled, null, Moment);
        }

        foreach (var citizen in Order.Citizens.Where(citizen => citizen.State is CitizenState.Due or CitizenState.Waiting))
        {
            citizen.State = CitizenState.NotNeeded;
        }

        Details["outcome"] = outcome;
    }
}
