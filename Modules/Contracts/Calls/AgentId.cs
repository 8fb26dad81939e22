namespace ContactCenter.Contracts.Calls;

/// <summary>Identifies an agent (话务员): a person who answers calls, whatever seat or telephone they use today.</summary>
public readonly record struct AgentId(Guid Value) : ITypedId<AgentId>
{
    /// <inheritdoc/>
    public static AgentId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static AgentId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out AgentId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new AgentId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
