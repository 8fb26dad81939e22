namespace ContactCenter.Contracts.Calls;

/// <summary>
/// The commands waiting for a PBX. They are rows: <c>written → sent → confirmed | failed | unknown</c>; nothing is lost when a
/// host dies between writing and sending.
/// </summary>
public interface ICallCommands
{
    /// <summary>
    /// The commands for a source that are not known to be sent, oldest first; those of one call must be sent in this order.
    /// Only the host that owns the source's connection asks, on taking it over, when its bell rings and once a second.
    /// </summary>
    Task<IReadOnlyList<CallCommand>> UnsentAsync(string source, int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that commands reached the PBX. A failed command is told by a <see cref="CommandFailed"/> signal as well.
    /// </summary>
    /// <param name="commands">Which.</param>
    /// <param name="done">
    /// The PBX has answered that it does them. That settles holding and retrieving, which not every PBX tells of by a signal of
    /// its own; the others are done when a signal says so. Music is taken as done when it is sent: nothing ever tells of it.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task MarkSentAsync(IReadOnlyCollection<CommandId> commands, bool done, CancellationToken cancellationToken);
}
