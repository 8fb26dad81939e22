namespace ContactCenter.Contracts.Intake;

/// <summary>How far an appeal is, in the words its citizen is told.</summary>
public enum AppealStage
{
    /// <summary>已受理: registered, nothing sent to anybody yet.</summary>
    Accepted,

    /// <summary>已转办: sent to the unit that handles it.</summary>
    Dispatched,

    /// <summary>办理中: a unit has signed for it.</summary>
    Handling,

    /// <summary>已答复: there is an answer.</summary>
    Answered,

    /// <summary>回访中: the citizen is asked whether it is solved.</summary>
    CallingBack,

    /// <summary>重新办理: sent back to be done again.</summary>
    Reworking,

    /// <summary>已办结.</summary>
    Closed,

    /// <summary>已撤回: taken back by the citizen.</summary>
    Withdrawn,

    /// <summary>不予受理: out of scope; the statutory route was told.</summary>
    OutOfScope,
}
