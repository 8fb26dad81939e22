namespace ContactCenter.Broken;

/// <summary>Public, though it is neither the module nor sent by a hub; and a class that is no record, as Contracts has none.</summary>
public sealed class ShownToAll
{
    public int Number { get; set; }
}
