namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>An enum's value in a path or a query, spelled as in JSON; the framework itself knows them by their exact C# names only.</summary>
internal readonly record struct Spelled<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, out Spelled<T> spelled)
    {
        // A number is a value to Enum.TryParse, and none that anybody was told of.
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(text![0]);
        spelled = new Spelled<T>(value);
        return known;
    }
}
