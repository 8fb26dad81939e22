namespace ContactCenter.Platform;

/// <summary>One run of this process: it changes with every start, and no two hosts share it.</summary>
internal sealed class HostInstance
{
    internal string Id { get; } = Guid.CreateVersion7().ToString("n");
}
