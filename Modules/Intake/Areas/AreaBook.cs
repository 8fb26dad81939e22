using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Areas;

/// <summary>The tree of places. It changes with the state's divisions, by a migration, so that one read serves a host's life.</summary>
internal sealed class AreaBook(Db db)
{
    private volatile Dictionary<string, Area> byCode = [];

    internal IEnumerable<Area> All => byCode.Values;

    internal Area? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The name below the city: <c>冷水滩区梅湾街道</c>.</summary>
    internal string? NameOf(string? code) => Find(code) switch
    {
        null => null,
        { Parent: { } parent } area when Find(parent) is { Parent: not null } above => above.Name + area.Name,
        var area => area.Name,
    };

    internal async Task LoadAsync(CancellationToken cancellationToken) =>
        byCode = (await db.ListAsync<Area>(Select, null, cancellationToken)).ToDictionary(area => area.Code);

    private const string Select = """
        select code as Code, parent as Parent, name as Name, kind as Kind, confidence as Confidence, own_code as OwnCode
        from intake.areas
        where valid_to is null or valid_to > current_date
        order by code
        limit 10000
        """;
}

/// <summary>A place: city, county-level unit, township or street.</summary>
internal sealed record Area(string Code, string? Parent, string Name, string Kind, string Confidence, bool OwnCode);
