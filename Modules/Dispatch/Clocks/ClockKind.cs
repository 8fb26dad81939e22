namespace ContactCenter.Dispatch.Clocks;

/// <summary>What a clock measures.</summary>
internal enum ClockKind
{
    /// <summary>签收.</summary>
    Sign,

    /// <summary>法定受理决定.</summary>
    Accept,

    /// <summary>初步结果反馈.</summary>
    Interim,

    /// <summary>主办办理.</summary>
    Handle,

    /// <summary>协办办理.</summary>
    Assist,

    /// <summary>退单的期限.</summary>
    Return,

    /// <summary>异议审核.</summary>
    Objection,

    /// <summary>延期审批.</summary>
    Extension,

    /// <summary>回访.</summary>
    Callback,

    /// <summary>重办.</summary>
    Rework,

    /// <summary>The citizen's own whole clock, from acceptance to the end; no return and no pause stops it.</summary>
    Citizen,

    /// <summary>The deadline of the platform above.</summary>
    Upstream,
}
