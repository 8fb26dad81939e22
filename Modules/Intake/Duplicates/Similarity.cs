namespace ContactCenter.Intake.Duplicates;

/// <summary>How alike two short Chinese texts are: the share of neighbouring pairs of characters that both have (Dice).</summary>
internal sealed class Similarity
{
    private readonly HashSet<int> pairs;

    internal Similarity(string text) => pairs = PairsOf(text);

    internal bool IsEmpty => pairs.Count is 0;

    /// <summary>0 for nothing in common, 1 for the same pairs.</summary>
    internal double To(string other)
    {
        var theirs = PairsOf(other);
        if (pairs.Count is 0 || theirs.Count is 0)
        {
            return 0;
        }

        var both = theirs.Count(pairs.Contains);
        return 2.0 * both / (pairs.Count + theirs.Count);
    }

    // Punctuation and spaces separate nothing: 漏水,很急 and 漏水 很急 are the same.
    private static HashSet<int> PairsOf(string text)
    {
        var found = new HashSet<int>();
        var last = '\0';
        foreach (var raw in text)
        {
            if (!char.IsLetterOrDigit(raw) && !char.IsSurrogate(raw))
            {
                continue;
            }

            var character = char.ToLowerInvariant(raw);
            if (last is not '\0')
            {
                found.Add((last << 16) | character);
            }

            last = character;
        }

        return found;
    }
}
