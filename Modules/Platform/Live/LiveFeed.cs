using ContactCenter.Platform.Events;

namespace ContactCenter.Platform.Live;

/// <summary>Takes committed changes to the consoles that watch them, on this host at once and on the others by the log.</summary>
public sealed class LiveFeed
{
    private readonly Topics topics;
    private readonly Bells bells;

    internal LiveFeed(Topics topics, Bells bells)
    {
        this.topics = topics;
        this.bells = bells;
    }

    /// <summary>
    /// Changes this host has just committed, so that its own consoles need not wait for the log to be read. Returns soon: it
    /// waits for no console. The same rows may be told again; that changes nothing.
    /// </summary>
    public void Committed(IReadOnlyList<LoggedChange> changes)
    {
        topics.Committed(changes);
        bells.RingElsewhere(ChangeFollower.Bell);
    }
}
