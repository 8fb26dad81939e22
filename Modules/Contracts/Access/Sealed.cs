namespace ContactCenter.Contracts.Access;

/// <summary>
/// A personal datum as it is stored: encrypted, with the identifier of its key. Its text form says nothing, so that no log or
/// exception spells one out by accident.
/// </summary>
/// <param name="Token">What the column holds.</param>
public readonly record struct Sealed(string Token)
{
    /// <inheritdoc/>
    public override string ToString() => "[sealed]";
}
