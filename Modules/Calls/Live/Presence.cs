namespace ContactCenter.Calls.Live;

/// <summary>Whether an agent's console is there.</summary>
public enum Presence
{
    /// <summary>It was heard within its lease.</summary>
    Online,

    /// <summary>It fell silent: no new offers, everything else as it was.</summary>
    Grace,

    /// <summary>There is none.</summary>
    Offline,
}
