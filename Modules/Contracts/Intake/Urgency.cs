namespace ContactCenter.Contracts.Intake;

/// <summary>How soon a matter must be acted upon (紧急程度); which limits follow is policy data of Dispatch.</summary>
public enum Urgency
{
    /// <summary>一般.</summary>
    Normal,

    /// <summary>重要: in working time, before others.</summary>
    Important,

    /// <summary>紧急 (接诉即办): natural time, around the clock.</summary>
    Urgent,
}
