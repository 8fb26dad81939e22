namespace ContactCenter.Intake.Categories;

/// <summary>A category (诉求分类) as it is valid now.</summary>
internal sealed class Category
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public string? Parent { get; init; }

    public required string Pinyin { get; init; }

    public required string Initials { get; init; }

    public required string[] Words { get; init; }

    internal bool IsLeaf => Parent is not null;

    /// <summary>
    /// How well typed text names this category: nothing typed that it lacks gets nought. Whole names before beginnings,
    /// beginnings before middles, names before what citizens call it.
    /// </summary>
    internal int Match(string typed)
    {
        if (typed.Length is 0)
        {
            return 0;
        }

        var best = 0;
        void Look(string where, int whole, int beginning, int middle)
        {
            var at = where.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
            best = Math.Max(best, at < 0 ? 0 : at > 0 ? middle : where.Length == typed.Length ? whole : beginning);
        }

        Look(Code, 100, 90, 0);
        Look(Name, 100, 80, 60);
        Look(Initials, 95, 75, 40);
        Look(Pinyin, 95, 70, 35);
        foreach (var word in Words)
        {
            Look(word, 85, 55, 30);
        }

        return best;
    }

    /// <summary>How many of the words that citizens use for it stand in a text, weighed by their length.</summary>
    internal int SpeaksOfIt(string text)
    {
        var weight = text.Contains(Name, StringComparison.Ordinal) ? 2 * Name.Length : 0;
        foreach (var word in Words)
        {
            weight += text.Contains(word, StringComparison.OrdinalIgnoreCase) ? word.Length : 0;
        }

        return weight;
    }
}
