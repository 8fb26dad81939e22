namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Where a work order (工单) stands.</summary>
internal enum OrderState
{
    /// <summary>待预审: accepted, not yet sent to anybody.</summary>
    PendingReview,

    /// <summary>待签收: sent to the lead unit.</summary>
    Dispatched,

    /// <summary>已签收: the lead unit has taken it.</summary>
    Signed,

    /// <summary>办理中.</summary>
    InProgress,

    /// <summary>退单审核: the lead unit gave it back and the hotline judges whether rightly.</summary>
    ObjectionReview,

    /// <summary>协商: nobody's by the catalogue; the hotline settles with the units who leads.</summary>
    Negotiation,

    /// <summary>办结审核: answered, and the hotline judges whether that is an answer.</summary>
    FinishReview,

    /// <summary>待回访: the citizens are asked.</summary>
    CallbackPending,

    /// <summary>提级督办: reworks are used up, or a supervisor took it up.</summary>
    Escalated,

    /// <summary>挂账: cannot be solved for a long time; off the normal clock.</summary>
    CarriedOver,

    /// <summary>已办结.</summary>
    Closed,

    /// <summary>已并单: served by another order.</summary>
    Merged,

    /// <summary>已撤回: taken back by the citizen, verifiably.</summary>
    Withdrawn,

    /// <summary>已转出: handed to 110, 119, 120 or another platform.</summary>
    Transferred,

    /// <summary>不予受理: out of scope; the statutory route was told.</summary>
    OutOfScope,

    /// <summary>已归档.</summary>
    Archived,
}
