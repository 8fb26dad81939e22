namespace ContactCenter.Telephony.Lines;

/// <summary>How a line takes part in the merged hotline (国办发〔2020〕53号; the last six are what is not merged).</summary>
internal enum MergeMode
{
    /// <summary>归并平台本身：12345.</summary>
    Platform,

    /// <summary>整体并入: the number is cancelled, its seats move to 12345.</summary>
    WholeMerge,

    /// <summary>双号并行: the number stays and both reach service.</summary>
    DualNumber,

    /// <summary>设分中心: number and seats stay with the department, which counts as a sub-centre.</summary>
    SubCenter,

    /// <summary>紧急热线联动: 110, 119, 120, 122.</summary>
    EmergencyLinkage,

    /// <summary>公用事业热线联动: water, power, gas, carriers.</summary>
    UtilityLinkage,

    /// <summary>只告知途径: discipline, courts and others that 12345 may not take over.</summary>
    ReferOnly,

    /// <summary>未列入归并清单.</summary>
    NotInAnnex,

    /// <summary>The mode is not known.</summary>
    Unknown,
}

/// <summary>Where the people of a dual line sit.</summary>
internal enum SeatArrangement
{
    /// <summary>座席并入: they moved into 12345's hall.</summary>
    SeatsMoved,

    /// <summary>保留座席并建立电话转接机制.</summary>
    SeatsKeptWithTransfer,

    /// <summary>号码取消, 座席保留.</summary>
    NumberCancelledSeatsKept,

    /// <summary>Not known, or of no meaning for this mode.</summary>
    Unknown,
}

/// <summary>Who answers a dual line first.</summary>
internal enum FirstSide
{
    /// <summary>12345's seats, then the department's.</summary>
    HotlineFirst,

    /// <summary>The department's seats, then 12345's.</summary>
    DepartmentFirst,
}

/// <summary>What follows when the notice of a number being retired has been heard.</summary>
internal enum AfterNotice
{
    /// <summary>The call goes on to the line's queue.</summary>
    Queue,

    /// <summary>The call ends.</summary>
    End,
}

/// <summary>How far a number is on its way into 12345 (平稳过渡).</summary>
internal enum PhaseKind
{
    /// <summary>准备: nothing has changed for callers yet.</summary>
    Preparation,

    /// <summary>并行: both numbers are made known.</summary>
    Parallel,

    /// <summary>转接: calls of the old number are answered by 12345.</summary>
    Forwarding,

    /// <summary>语音告知: the old number tells that it is retired.</summary>
    NoticeOnly,

    /// <summary>停用: the number is given up.</summary>
    Closed,
}
