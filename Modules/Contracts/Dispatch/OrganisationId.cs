namespace ContactCenter.Contracts.Dispatch;

/// <summary>Identifies an organisation (承办单位) through its renames; a merger or split makes new ones.</summary>
public readonly record struct OrganisationId(Guid Value) : ITypedId<OrganisationId>
{
    /// <inheritdoc/>
    public static OrganisationId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static OrganisationId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out OrganisationId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new OrganisationId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
