using ContactCenter.Contracts;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>
/// One act on one order while it is decided: the order in memory, who acts, and what is to be written down, said and set
/// running once the act is accepted. Pure: it touches neither database nor clock.
/// </summary>
internal sealed class Turn(Act act, Order order, Moment moment, Ground ground)
{
    internal Act Act { get; } = act;

    internal Order Order { get; } = order;

    internal Moment Moment { get; } = moment;

    internal Ground Ground { get; } = ground;

    internal DateTimeOffset At => Moment.At;

    internal OrganisationId? Unit => Moment.Actor.Org;

    internal OrderState From { get; } = order.State;

    internal OrganisationId? LeadBefore { get; } = order.Lead;

    /// <summary>Why, as the person said: it goes into the log.</summary>
    internal string? Reason { get; set; }

    /// <summary>What else the log keeps: identifiers and words.</summary>
    internal Dictionary<string, object?> Details { get; } = [];

    /// <summary>Parts whose clock begins, with their limit.</summary>
    internal List<(Assignment Part, Limit? Limit)> Begun { get; } = [];

    /// <summary>Units whose part ends.</summary>
    internal List<OrganisationId> Ended { get; } = [];

    /// <summary>Limits that the act itself sets, instead of the policy's.</summary>
    internal Dictionary<ClockKind, Limit> OwnLimits { get; } = [];

    /// <summary>A part's clock that gets more time.</summary>
    internal (ClockKind Kind, OrganisationId Org, Limit By)? Extended { get; set; }

    /// <summary>Clocks that get another limit, counted from their beginning.</summary>
    internal List<(ClockKind Kind, OrganisationId? Org, Limit Limit)> Changed { get; } = [];

    /// <summary>A unit whose clocks go to the one that carries on.</summary>
    internal (OrganisationId Old, OrganisationId Heir)? Succession { get; set; }

    internal List<CallbackAttempt> Attempts { get; } = [];

    internal List<Card> Cards { get; } = [];

    internal List<IEvent> Raised { get; } = [];

    internal Limits LimitsOf(OrganisationId? org) => Ground.LimitsOf(org);

    internal void Go(OrderState to) => Order.State = to;

    /// <summary>Gives the order to a unit that leads; who led before is released, with the units below it.</summary>
    internal Assignment GiveLead(OrganisationId org, bool complex, bool compulsory)
    {
        if (Order.LeadPart is { } before)
        {
            Release(before);
        }

        // The new lead may have had a part until now, which being the lead replaces.
        if (Order.PartOf(org) is { } part)
        {
            Release(part);
        }

        var lead = Assignment.New(org, AssignmentRole.Lead, null, At);
        Order.Assignments.Add(lead);
        (Order.Lead, Order.Complex, Order.Compulsory, Order.Alert) = (org, complex, compulsory, Alert.None);
        Go(OrderState.Dispatched);
        Details["unit"] = org;
        return lead;
    }

    /// <summary>Makes the assisting units exactly these: what is there already goes on undisturbed.</summary>
    internal void SetAssists(IReadOnlyList<OrganisationId> assists)
    {
        foreach (var part in Order.Parts.Where(part => part.Role is AssignmentRole.Assist && !assists.Contains(part.Org)).ToList())
        {
            Release(part);
        }

        foreach (var org in assists.Where(org => Order.PartOf(org) is null))
        {
            AddPart(org, AssignmentRole.Assist, null, LimitsOf(org).Assist);
        }

        if (assists.Count > 0)
        {
            Details["assists"] = assists;
        }
    }

    internal void AddPart(OrganisationId org, AssignmentRole role, Guid? parent, Limit? limit)
    {
        var part = Assignment.New(org, role, parent, At);
        Order.Assignments.Add(part);
        Begun.Add((part, limit));
    }

    /// <summary>Takes a part from its unit, and from the units below it what that had given them.</summary>
    internal void Release(Assignment part)
    {
        foreach (var below in Order.Parts.Where(one => one.Parent == part.Id).ToList())
        {
            Release(below);
        }

        if (!part.IsLead)
        {
            Ended.Add(part.Org);
        }

        part.State = AssignmentState.Released;
        foreach (var matter in Order.Matters.Where(matter => matter.IsOpen && (matter.Assignment == part.Id || matter.Org == part.Org)))
        {
            matter.Decide(MatterState.Settled, null, Moment);
        }
    }

    /// <summary>Whoever still owes a part need not answer any more.</summary>
    internal void ReleaseOpenParts()
    {
        foreach (var part in Order.Parts.Where(part => part.IsOpen).ToList())
        {
            Release(part);
        }
    }

    /// <summary>Puts something on the order that waits for a decision or an answer.</summary>
    internal void Ask(Matter matter)
    {
        Order.Matters.Add(matter);
        Details["matter"] = matter.Id;
    }

    /// <summary>Nobody leads until the units have settled whose it is.</summary>
    internal void OpenNegotiation(string reason, Guid[] units)
    {
        Ask(Matter.New(MatterKind.Negotiation, Moment, reason, units: units));
        Details["units"] = units;
        Go(OrderState.Negotiation);
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
            Go(OrderState.Escalated);
        }
    }

    /// <summary>The lead has to do it again, whatever it had done, under a limit that the act sets.</summary>
    internal void SetLeadToWork(Limit limit)
    {
        OwnLimits[ClockKind.Rework] = limit;
        Order.LeadPart!.State = AssignmentState.Working;
        Order.Alert = Alert.None;
        Go(OrderState.InProgress);
    }

    /// <summary>The open matter of this identifier, or, where none is named, the only one.</summary>
    internal Matter? FindOpen(MatterKind kind, Guid? id)
    {
        var open = Order.Open(kind).Where(matter => id is null || matter.Id == id).Take(2).ToList();
        return open is [var one] ? one : null;
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

    /// <summary>Why an order may not be sent to this unit, or null where it may.</summary>
    internal Refusal? WhyNotTo(OrganisationId org)
    {
        if (Ground.Find(org) is not { } unit)
        {
            return new("unknown-unit", "没有这个承办单位或该单位已撤销,请从组织树中选择现有单位。", new Dictionary<string, object?> { ["unit"] = org });
        }

        return Ground.WhyNotSend(unit, Order.Category);
    }

    /// <summary>Why an order may not be sent to these units, or null where it may to all.</summary>
    internal Refusal? WhyNotTo(OrganisationId lead, IReadOnlyList<OrganisationId> assists)
    {
        if (assists.Contains(lead) || assists.Distinct().Count() != assists.Count)
        {
            return new("unit-twice", "同一单位在一张工单上只能承担一项任务,请去掉重复的单位。");
        }

        return assists.Prepend(lead).Select(WhyNotTo).FirstOrDefault(refusal => refusal is not null);
    }
}
