namespace ContactCenter.Calls.Live;

/// <summary>How wrap-up ends (after Genesys's four modes).</summary>
public enum WrapUpMode
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The agent may end it; it ends by itself after its time.</summary>
    Optional,

    /// <summary>It ends only with a code.</summary>
    Mandatory,

    /// <summary>A code is wanted; after its time it ends with the default code.</summary>
    Timed,

    /// <summary>It lasts exactly its time.</summary>
    Fixed,
}
