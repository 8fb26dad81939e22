namespace ContactCenter.Contracts.Dispatch;

/// <summary>Identifies a work order (工单): the record of an appeal's handling for its whole life (GB/T 33358-2016, 3.6).</summary>
public readonly record struct WorkOrderId(Guid Value) : ITypedId<WorkOrderId>
{
    /// <inheritdoc/>
    public static WorkOrderId From(Guid value) => new(value);

    /// <summary>A new identifier; later ones sort after earlier ones.</summary>
    public static WorkOrderId New() => new(Guid.CreateVersion7());

    /// <summary>Lets a route or a query parameter be such an identifier.</summary>
    public static bool TryParse(string? text, out WorkOrderId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new WorkOrderId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
