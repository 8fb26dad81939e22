namespace ContactCenter.Calls.Live;

/// <summary>What became of a call, once, for ever.</summary>
public enum CallOutcome
{
    /// <summary>An agent spoke with the citizen.</summary>
    Answered,

    /// <summary>The citizen gave up waiting.</summary>
    Abandoned,

    /// <summary>A sub-centre or department took it.</summary>
    Forwarded,

    /// <summary>No queue could take it.</summary>
    Overflowed,

    /// <summary>It heard a notice and ended.</summary>
    Notice,

    /// <summary>The PBX or the trunk failed.</summary>
    Failed,
}
