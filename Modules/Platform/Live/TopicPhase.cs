namespace ContactCenter.Platform.Live;

/// <summary>Where a topic is in its life.</summary>
internal enum TopicPhase
{
    /// <summary>For a reading of the log to begin. Changes heard now will be in the load.</summary>
    Waiting,

    /// <summary>For that reading to end.</summary>
    Passing,

    /// <summary>For the module to load it.</summary>
    Loading,

    /// <summary>It is as the database, but for what is on its way.</summary>
    Live,

    /// <summary>Nobody watched it, and it is forgotten.</summary>
    Closed,
}
