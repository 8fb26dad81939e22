namespace ContactCenter.Dispatch.Policies;

/// <summary>What a policy may set a limit or a count for.</summary>
internal enum Term
{
    /// <summary>签收.</summary>
    Sign,

    /// <summary>法定受理决定: the decision that some laws ask for before handling begins.</summary>
    Accept,

    /// <summary>初步结果反馈: the first report on an urgent matter.</summary>
    Interim,

    /// <summary>办理: the lead unit's answer.</summary>
    Handle,

    /// <summary>协办: an assisting unit's part.</summary>
    Assist,

    /// <summary>封顶: in natural time, whatever else is said.</summary>
    HardCap,

    /// <summary>退单.</summary>
    Return,

    /// <summary>异议审核.</summary>
    Objection,

    /// <summary>延期: the most that may be added.</summary>
    Extension,

    /// <summary>延期申请: how long before the deadline it must be asked for.</summary>
    ExtensionNotice,

    /// <summary>重办.</summary>
    Rework,

    /// <summary>回访.</summary>
    Callback,

    /// <summary>预警: how long before the deadline the yellow card comes.</summary>
    WarnBefore,

    /// <summary>How often an order may be extended.</summary>
    MaxExtensions,

    /// <summary>How often it may be returned before negotiation (协商).</summary>
    MaxReturns,

    /// <summary>How often it may be done again before supervision (督办).</summary>
    MaxReworks,

    /// <summary>How often a citizen who cannot be reached is called.</summary>
    CallbackAttempts,
}
