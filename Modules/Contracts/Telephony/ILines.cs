using ContactCenter.Contracts.Calls;

namespace ContactCenter.Contracts.Telephony;

/// <summary>What other modules may ask of the line registry.</summary>
public interface ILines
{
    /// <summary>
    /// How a call is passed on to the centre or department that stands behind a line (reverse transfer), or null where the
    /// line is unknown today or has nobody else behind it.
    /// </summary>
    Task<ForwardStep?> FindForwardAsync(string line, CancellationToken cancellationToken);

    /// <summary>
    /// Where a number that an agent's telephone transfers to leads: to the centre behind one of our lines, else to that line's
    /// own queue. Null where the number is none of ours, and is to be dialled.
    /// </summary>
    Task<RouteStep?> FindTransferAsync(string number, CancellationToken cancellationToken);

    /// <summary>The lines valid now that a call can be passed on to.</summary>
    Task<IReadOnlyList<ForwardTarget>> ListForwardTargetsAsync(CancellationToken cancellationToken);
}

/// <summary>A line that has somebody else's telephones behind it.</summary>
public sealed record ForwardTarget(string Line, string Name, string Department);
