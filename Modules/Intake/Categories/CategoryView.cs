namespace ContactCenter.Intake.Categories;

internal static class CategoryView
{
    internal static Item Of(Category category, CategoryBook book) => new(
        category.Code, category.Version, category.Name, book.NameOf(category.Code)!, category.Parent, category.Initials,
        category.Words);

    /// <param name="Code">Two digits, or four for a second-level category.</param>
    /// <param name="Version">Grows with each change.</param>
    /// <param name="Name">Its own name.</param>
    /// <param name="FullName">With the first level before it.</param>
    /// <param name="Parent">The first-level category; null for those themselves.</param>
    /// <param name="Initials">First letters of its name's pinyin.</param>
    /// <param name="Words">What citizens say when they mean it.</param>
    public sealed record Item(
        string Code, int Version, string Name, string FullName, string? Parent, string Initials, string[] Words);
}
