namespace ContactCenter.Contracts.Intake;

/// <summary>Identifies an appeal (诉求): what one citizen or enterprise asked for, through whatever channel.</summary>
public readonly record struct AppealId(Guid Value) : ITypedId<AppealId>
{
    /// <inheritdoc/>
    public static AppealId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static AppealId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out AppealId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new AppealId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
