using System.Runtime.Serialization;

namespace ContactCenter.Platform.Live;

/// <summary>
/// What the hub sends of one topic: everything in it (<see cref="Snapshot"/>), or what changed after <see cref="From"/> up to
/// and including <see cref="To"/>. A console applies it where epoch and number are those it stands at, and otherwise watches
/// the topic again. MessagePack has the same names as JSON.
/// </summary>
[DataContract]
public sealed record LiveFrame
{
    /// <summary>The topic.</summary>
    [DataMember(Name = "topic")]
    public required string Topic { get; init; }

    /// <summary>The life of the counter: numbers of two epochs cannot be compared. It changes with every start of a host.</summary>
    [DataMember(Name = "epoch")]
    public required string Epoch { get; init; }

    /// <summary>The number a console must stand at for the items to apply; no meaning in a snapshot.</summary>
    [DataMember(Name = "from")]
    public required long From { get; init; }

    /// <summary>The number it stands at afterwards.</summary>
    [DataMember(Name = "to")]
    public required long To { get; init; }

    /// <summary>Whether <see cref="Items"/> is everything there is, so that what else a console shows is gone.</summary>
    [DataMember(Name = "snapshot")]
    public required bool Snapshot { get; init; }

    /// <summary>The items in the order of their changes; the same key stands twice only where a change was urgent.</summary>
    [DataMember(Name = "items")]
    public required IReadOnlyList<LiveFrameItem> Items { get; init; }

    /// <summary>
    /// The server's clock when the frame was made, ISO 8601 in UTC, at most 0.1 s before it was sent: the newest of several
    /// tells a console how far its own clock is off.
    /// </summary>
    [DataMember(Name = "now")]
    public required string Now { get; init; }
}

/// <summary>One item of a frame.</summary>
[DataContract]
public sealed record LiveFrameItem
{
    /// <summary>The item within the topic.</summary>
    [DataMember(Name = "key")]
    public required string Key { get; init; }

    /// <summary>Its version.</summary>
    [DataMember(Name = "version")]
    public required long Version { get; init; }

    /// <summary>Its state as JSON text, or null where it is gone.</summary>
    [DataMember(Name = "value")]
    public required string? Value { get; init; }
}

/// <summary>A topic a console wants to watch, and where it stands in it.</summary>
[DataContract]
public sealed record WatchedTopic
{
    /// <summary>The topic.</summary>
    [DataMember(Name = "topic")]
    public required string Topic { get; init; }

    /// <summary>The epoch it knows; null to be sent everything.</summary>
    [DataMember(Name = "epoch")]
    public string? Epoch { get; init; }

    /// <summary>The number it stands at in that epoch.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}
