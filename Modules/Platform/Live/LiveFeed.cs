namespace ContactCenter.Platform.Live;

/// <summary>Takes committed changes to the consoles that watch them.</summary>
public sealed class LiveFeed
{
    /// <summary>Changes this host has just committed, so that its own consoles need not wait for the log to be read.</summary>
    public void Committed(IReadOnlyList<LoggedChange> changes) => Heard?.Invoke(changes);

    internal event Action<IReadOnlyList<LoggedChange>>? Heard;
}
