namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What an act must say; without it the act is refused as malformed.</summary>
internal enum Fact
{
    /// <summary>理由.</summary>
    Reason,

    /// <summary>法律依据.</summary>
    LegalBasis,

    /// <summary>承办单位.</summary>
    Unit,

    /// <summary>期限.</summary>
    Deadline,

    /// <summary>公开答复.</summary>
    PublicAnswer,

    /// <summary>办理情况, for the hotline alone.</summary>
    InternalText,

    /// <summary>法定渠道.</summary>
    StatutoryRoute,

    /// <summary>接收方.</summary>
    Receiver,

    /// <summary>市民所述: what the citizen says.</summary>
    CitizensWord,

    /// <summary>督办方式.</summary>
    Instrument,

    /// <summary>凭证: how it was verified.</summary>
    Proof,
}
