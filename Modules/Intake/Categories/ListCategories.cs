using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Categories;

internal static class ListCategories
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/categories", Handle)
        .WithName("ListCategories")
        .WithSummary("All categories, or the best matches for what was typed: a code, a word, pinyin or its initials.")
        .RequireAuthorization(Rights.SignedIn);

    private static Ok<Response> Handle([StringLength(40)] string? search, [Range(1, 500)] int? limit, CategoryBook book)
    {
        var typed = search?.Replace(" ", "", StringComparison.Ordinal);
        var found = string.IsNullOrEmpty(typed)
            ? book.All.OrderBy(category => category.Code, StringComparer.Ordinal).Take(limit ?? 500)
            : book.All
                .Select(category => (category, match: category.Match(typed)))
                .Where(one => one.match > 0)
                .OrderByDescending(one => one.match)
                .ThenByDescending(one => one.category.IsLeaf)
                .ThenBy(one => one.category.Code, StringComparer.Ordinal)
                .Take(limit ?? 20)
                .Select(one => one.category);
        return TypedResults.Ok(new Response([.. found.Select(category => CategoryView.Of(category, book))]));
    }

    public sealed record Response(IReadOnlyList<CategoryView.Item> Categories);
}
