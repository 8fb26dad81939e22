using ContactCenter.Contracts.Calls;

namespace ContactCenter.Contracts.Telephony;

/// <summary>The short way for commands that were just committed on this host; Telephony implements it.</summary>
public interface ICommandOutlet
{
    /// <summary>
    /// Hands over committed commands. Sends them where this host owns the source's connection, else wakes the host that does.
    /// Never blocks and never throws: the rows in the database are the truth, this only saves the wait for the next look.
    /// </summary>
    void Offer(IReadOnlyList<CallCommand> commands);
}
