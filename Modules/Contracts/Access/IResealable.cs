namespace ContactCenter.Contracts.Access;

/// <summary>
/// A place where a module keeps sealed values. Each module registers its own, so that a key can be retired: what an older key
/// sealed is sealed anew by whoever keeps it.
/// </summary>
public interface IResealable
{
    /// <summary>Which place, e.g. <c>calls.calls.caller</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Goes through the whole place once, while it is in use. Answers how many values an older key had sealed; what somebody
    /// was just changing is left for the next time, so only 0 means that none is left.
    /// </summary>
    Task<long> ResealAsync(CancellationToken cancellationToken);
}
