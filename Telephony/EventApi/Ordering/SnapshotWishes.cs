using ContactCenter.Platform.Events;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>Asks a PBX for a snapshot without waiting for its next heartbeat.</summary>
internal sealed class SnapshotWishes(Bells bells)
{
    /// <summary>Wakes whoever takes commands to the source; the wish itself stands in the database.</summary>
    internal void Make(string source) => bells.Ring(Commands.CommandBook.BellOf(source));
}
