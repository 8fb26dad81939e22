namespace ContactCenter.Calls.Live;

/// <summary>How an agent's telephone takes an offer.</summary>
public enum PhoneMode
{
    /// <summary>It rings at once and lifting it accepts.</summary>
    Rings,

    /// <summary>The console asks; accepting there makes the telephone pick up by itself.</summary>
    AutoAnswer,
}
