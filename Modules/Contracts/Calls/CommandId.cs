namespace ContactCenter.Contracts.Calls;

/// <summary>Identifies one instruction to a PBX; it is also the idempotency key under which the PBX sees it.</summary>
public readonly record struct CommandId(Guid Value) : ITypedId<CommandId>
{
    /// <inheritdoc/>
    public static CommandId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static CommandId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out CommandId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new CommandId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
