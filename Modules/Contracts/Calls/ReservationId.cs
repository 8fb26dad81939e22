namespace ContactCenter.Contracts.Calls;

/// <summary>Identifies one offer of one call to one agent.</summary>
public readonly record struct ReservationId(Guid Value) : ITypedId<ReservationId>
{
    /// <inheritdoc/>
    public static ReservationId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static ReservationId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out ReservationId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new ReservationId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
