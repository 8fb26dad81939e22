namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>As whom somebody acts on an order. One person may be several.</summary>
internal enum Party
{
    /// <summary>派单员.</summary>
    Dispatcher,

    /// <summary>督查员.</summary>
    Supervisor,

    /// <summary>话务员: who registered it, or calls citizens back.</summary>
    Agent,

    /// <summary>主办单位.</summary>
    LeadUnit,

    /// <summary>协办单位、下级单位: a unit with a part of the order.</summary>
    PartUnit,

    /// <summary>The system itself: an event, a clock.</summary>
    System,
}
