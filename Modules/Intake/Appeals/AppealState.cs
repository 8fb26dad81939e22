namespace ContactCenter.Intake.Appeals;

/// <summary>Where an appeal is within intake.</summary>
internal enum AppealState
{
    /// <summary>It came in over a channel and nobody has taken it up yet (待受理).</summary>
    Received,

    /// <summary>It is being handled (已受理).</summary>
    Accepted,

    /// <summary>Nothing more happens to it here.</summary>
    Closed,
}

/// <summary>How an appeal was dealt with at intake (办理类型).</summary>
internal enum Handling
{
    /// <summary>转办: a work order follows.</summary>
    Dispatch,

    /// <summary>直接答复: answered at once.</summary>
    DirectAnswer,

    /// <summary>不予受理: the statutory route was told.</summary>
    OutOfScope,

    /// <summary>无效、骚扰.</summary>
    Invalid,

    /// <summary>转接: handed to 110, 119, 120, 122 or another hotline on the call.</summary>
    Transferred,

    /// <summary>撤回: taken back before it was taken up.</summary>
    Withdrawn,
}
