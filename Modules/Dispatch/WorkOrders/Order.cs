using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Clocks;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>A work order as an act finds it: its row, the units' parts, what is asked on it, the citizens it serves.</summary>
internal sealed class Order
{
    public WorkOrderId Id { get; init; }

    public string Number { get; init; } = "";

    public AppealId Appeal { get; init; }

    public OrderState State { get; set; }

    public AppealType Type { get; set; }

    public Urgency Urgency { get; set; }

    public string Channel { get; init; } = "";

    public string? Category { get; set; }

    public string? Area { get; set; }

    public string? Line { get; set; }

    public string Title { get; set; } = "";

    public string Brief { get; set; } = "";

    public bool Secret { get; set; }

    public bool Anonymous { get; set; }

    public string? ExternalSystem { get; init; }

    public string? ExternalNumber { get; init; }

    public DateTimeOffset? UpstreamDeadline { get; init; }

    public AccountId? RegisteredBy { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The unit that leads, or led; null before the first dispatch.</summary>
    public OrganisationId? Lead { get; set; }

    public bool Complex { get; set; }

    /// <summary>Assigned after a negotiation: it cannot be returned again (强制指派).</summary>
    public bool Compulsory { get; set; }

    /// <summary>The catalogue's rule that the dispatch followed; null where a person chose.</summary>
    public Guid? Rule { get; set; }

    public int? RuleVersion { get; set; }

    public int Returns { get; set; }

    public int Reworks { get; set; }

    public int SendBacks { get; set; }

    public int Urges { get; set; }

    /// <summary>疑难.</summary>
    public bool Hard { get; set; }

    /// <summary>黄灯、红灯: whether some unit's time runs out or is over.</summary>
    public Alert Alert { get; set; }

    public string? PublicAnswer { get; set; }

    public string? InternalAnswer { get; set; }

    public DateTimeOffset? RepliedAt { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>How it ended, as a stable word; null while it goes on.</summary>
    public string? Outcome { get; set; }

    public WorkOrderId? MergedInto { get; set; }

    public int Version { get; set; }

    internal List<Assignment> Assignments { get; } = [];

    internal List<Matter> Matters { get; } = [];

    internal List<Citizen> Citizens { get; } = [];

    /// <summary>The clocks as they were when the act began.</summary>
    internal IReadOnlyList<Clock> Clocks { get; set; } = [];

    /// <summary>The lead's part, while somebody leads.</summary>
    internal Assignment? LeadPart => Assignments.Find(one => one is { IsLead: true, IsLive: true });

    /// <summary>The live parts of assisting and of sub-units.</summary>
    internal IEnumerable<Assignment> Parts => Assignments.Where(one => one is { IsLead: false, IsLive: true });

    /// <summary>This unit's live part, or null.</summary>
    internal Assignment? PartOf(OrganisationId? org) => org is { } unit ? Assignments.Find(one => one.IsLive && one.Org == unit) : null;

    internal IEnumerable<Matter> Open(MatterKind kind) => Matters.Where(one => one.Kind == kind && one.IsOpen);

    internal DateTimeOffset? DueOf(ClockKind kind, OrganisationId? org) => ClockOf(kind, org)?.DueAt;

    internal Clock? ClockOf(ClockKind kind, OrganisationId? org) => Clocks.FirstOrDefault(clock =>
        clock.Kind == kind && clock.OrgId == org && clock.State is ClockState.Running or ClockState.Paused);

    /// <summary>The clock that a unit works against: a part's own, the lead's handling or its rework.</summary>
    internal Clock? WorkClockOf(Assignment part) => part.IsLead
        ? ClockOf(ClockKind.Rework, part.Org) ?? ClockOf(ClockKind.Handle, part.Org)
        : ClockOf(ClockKind.Assist, part.Org);

    /// <summary>A part's return is decided by whoever gave the part: the hotline, or for a sub-unit the unit above.</summary>
    internal bool MayDecide(Actor actor, Matter matter) =>
        Assignments.Find(one => one.Id == matter.Assignment) is { } part && MayRelease(actor, part);

    internal bool MayRelease(Actor actor, Assignment part) =>
        actor.Roles.Contains(Party.Dispatcher) || (part.Parent is { } parent && PartOf(actor.Org)?.Id == parent);

    /// <summary>Asking for more is the lead's as well: it answers for all.</summary>
    internal bool MayAskAgain(Actor actor, Assignment part) => MayRelease(actor, part) || PartOf(actor.Org) is { IsLead: true };

    /// <summary>As whom this person acts on this order.</summary>
    internal IEnumerable<Party> PartiesOf(Actor actor)
    {
        foreach (var role in actor.Roles)
        {
            yield return role;
        }

        if (PartOf(actor.Org) is { } part)
        {
            yield return part.IsLead ? Party.LeadUnit : Party.PartUnit;
        }
    }
}

/// <summary>How the units' time stands.</summary>
internal enum Alert
{
    /// <summary>In time.</summary>
    None,

    /// <summary>临期.</summary>
    Warned,

    /// <summary>超期.</summary>
    Overdue,
}
