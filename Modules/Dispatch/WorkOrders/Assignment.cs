using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>One unit's part in an order: the lead's (主办), an assisting unit's (协办) or a sub-unit's (加派).</summary>
internal sealed class Assignment
{
    public Guid Id { get; init; }

    public OrganisationId Org { get; set; }

    public AssignmentRole Role { get; init; }

    /// <summary>For a sub-unit whose part it was given a piece of; null for the others.</summary>
    public Guid? Parent { get; init; }

    public AssignmentState State { get; set; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? SignedAt { get; set; }

    public DateTimeOffset? RepliedAt { get; set; }

    /// <summary>What the unit answered to the lead or to the hotline (办理情况), never shown to the citizen.</summary>
    public string? Answer { get; set; }

    /// <summary>How often its time was extended.</summary>
    public int Extensions { get; set; }

    internal bool IsLead => Role is AssignmentRole.Lead;

    /// <summary>The unit still owes something.</summary>
    internal bool IsOpen => State is AssignmentState.Sent or AssignmentState.Signed or AssignmentState.Working or AssignmentState.Returned;

    /// <summary>It counts: it was not taken from the unit again.</summary>
    internal bool IsLive => State is not AssignmentState.Released;

    internal static Assignment New(OrganisationId org, AssignmentRole role, Guid? parent, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Org = org,
        Role = role,
        Parent = parent,
        State = AssignmentState.Sent,
        SentAt = at,
    };
}

/// <summary>Whose part it is.</summary>
internal enum AssignmentRole
{
    /// <summary>主办.</summary>
    Lead,

    /// <summary>协办.</summary>
    Assist,

    /// <summary>加派: a unit below the lead's or an assisting one.</summary>
    Sub,
}

/// <summary>How far a unit is with its part.</summary>
internal enum AssignmentState
{
    /// <summary>待签收.</summary>
    Sent,

    /// <summary>已签收.</summary>
    Signed,

    /// <summary>办理中.</summary>
    Working,

    /// <summary>已退回, and not yet decided.</summary>
    Returned,

    /// <summary>已答复.</summary>
    Replied,

    /// <summary>已解除: taken from the unit.</summary>
    Released,

    /// <summary>已办结 with the order.</summary>
    Finished,
}
