namespace ContactCenter.Contracts.Intake;

/// <summary>What kind of thing is asked (诉求类型).</summary>
public enum AppealType
{
    /// <summary>咨询.</summary>
    Consultation,

    /// <summary>求助.</summary>
    Help,

    /// <summary>投诉.</summary>
    Complaint,

    /// <summary>举报.</summary>
    Report,

    /// <summary>建议.</summary>
    Suggestion,

    /// <summary>表扬、感谢.</summary>
    Praise,

    /// <summary>其他.</summary>
    Other,

    /// <summary>骚扰、无效.</summary>
    Invalid,
}
