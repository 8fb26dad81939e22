namespace ContactCenter.Contracts.Access;

/// <summary>Identifies an account: one person, or one program, that signs in.</summary>
public readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    /// <inheritdoc/>
    public static AccountId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static AccountId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out AccountId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new AccountId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
