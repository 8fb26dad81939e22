namespace ContactCenter.Intake.Duplicates;

/// <summary>Which earlier appeals may be the same matter, and why one is told so.</summary>
internal static class DuplicateRules
{
    private const double AlikeText = 0.45;
    private const double SomewhatAlikeText = 0.2;
    private const double SamePlace = 0.6;

    /// <summary>How likely it is the same matter, from 0 to 1, with the reasons; null where nothing speaks for it.</summary>
    internal static Likeness? Of(Traits traits)
    {
        var (number, category, area, place, text) = traits;
        var alike = text >= AlikeText
            || (number && (category || text >= SomewhatAlikeText))
            || (category && place >= SamePlace)
            || (category && area && text >= SomewhatAlikeText);
        if (!alike)
        {
            return null;
        }

        var reasons = new List<string>();
        Add(number, "sameNumber");
        Add(category, "sameCategory");
        Add(place >= SamePlace, "samePlace");
        Add(area && place < SamePlace, "sameArea");
        Add(text >= SomewhatAlikeText, "similarText");
        var score = (number ? 0.3 : 0) + (category ? 0.15 : 0) + (area ? 0.05 : 0) + (0.15 * place) + (0.35 * text);
        return new Likeness(Math.Min(1, score), reasons);

        void Add(bool holds, string reason)
        {
            if (holds)
            {
                reasons.Add(reason);
            }
        }
    }

    /// <summary>What two appeals have in common.</summary>
    /// <param name="Number">The same telephone number.</param>
    /// <param name="Category">The same category.</param>
    /// <param name="Area">The same area.</param>
    /// <param name="Place">How alike the places are.</param>
    /// <param name="Text">How alike the texts are.</param>
    internal sealed record Traits(bool Number, bool Category, bool Area, double Place, double Text);

    /// <summary>How likely, and why: <c>sameNumber</c>, <c>sameCategory</c>, <c>samePlace</c>, <c>sameArea</c>, <c>similarText</c>.</summary>
    internal sealed record Likeness(double Score, IReadOnlyList<string> Reasons);
}
