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
internal sealed partial class Turn(Act act, Order order, Moment moment, Ground ground)
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
        (Order.Lead, Order.Complex, Order.Compulsory) = (org, complex, compulsory);
        RefreshAlert();
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
        RefreshAlert();
        foreach (var matter in Order.Matters.Where(matter => matter.IsOpen && (matter.Assignment == part.Id || matter.Org == part.Org)))
        {
            matter.Decide(MatterState.Settled, null, Moment);
        }
    }

    /// <summary>A unit has answered for its part: more time, if it asked for some, it needs no more.</summary>
    internal void Answer(Assignment part, string? text)
    {
        (part.State, part.RepliedAt, part.Answer) = (AssignmentState.Replied, At, text ?? part.Answer);
        RefreshAlert();
        foreach (var extension in Order.Open(MatterKind.Extension).Where(matter => matter.Assignment == part.Id))
        {
            extension.Decide(MatterState.Settled, null, Moment);
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

    /// <summary>How time stands for those who still work, by what their clocks were told.</summary>
    internal void RefreshAlert(Assignment? without = null) => Order.Alert = Order.Assignments
        .Where(part => part.IsOpen && part != without)
        .SelectMany(part => new[] { Order.WorkClockOf(part), part.State is AssignmentState.Sent ? Order.ClockOf(ClockKind.Sign, part.Org) : null })
        .Select(clock => clock switch
        {
            { OverdueAt: not null } => Alert.Overdue,
            { WarnedAt: not null } => Alert.Warned,
            _ => Alert.None,
        })
        .DefaultIfEmpty(Alert.None)
        .Max();

    /// <summary>Puts something on the order that waits for a decision or an answer.</summary>
    internal void Ask(Matter matter)
    {
        Order.Matters.Add(matter);
        Details["matter"] = matter.Id;
    }

    /// <summary>Nobody leads until the units have settled whose it is, and nobody assists whom there is not.</summary>
    internal void OpenNegotiation(string reason, Guid[] units)
    {
        if (Order.LeadPart is { } lead)
        {
            Release(lead);
        }

        foreach (var part in Order.Parts.ToList())
        {
            Release(part);
        }

        Ask(Matter.New(MatterKind.Negotiation, Moment, reason, units: units));
        Details["units"] = units;
        Go(OrderState.Negotiation);
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
