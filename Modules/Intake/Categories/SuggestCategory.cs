using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Categories;

internal static class SuggestCategory
{
    private const int AtMost = 5;

    // A word of the text says more than the number that was dialled, which still decides between equals.
    private const int OfTheLine = 1;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/categories/suggestions", Handle)
        .WithName("SuggestCategory")
        .WithSummary("Categories that the dialled line and the text written so far speak of, best first, with why.")
        .RequireAuthorization(Rights.RegisterAppeals);

    private static Ok<Response> Handle(Request request, CategoryBook book) =>
        TypedResults.Ok(new Response(Suggest(request.Line, request.Text, book)));

    internal static IReadOnlyList<Suggested> Suggest(string? line, string? text, CategoryBook book)
    {
        var ofLine = book.OfLine(line);
        return
        [
            .. book.All
                .Where(category => category.IsLeaf || category == ofLine)
                .Select(category => (Category: category, Words: category.SpeaksOfIt(text ?? ""), Line: IsOf(category, ofLine)))
                .Where(one => one.Words > 0 || one.Category == ofLine)
                .OrderByDescending(one => one.Words + (one.Line ? OfTheLine : 0))
                .ThenBy(one => one.Category.Code, StringComparer.Ordinal)
                .Take(AtMost)
                .Select(one => new Suggested(CategoryView.Of(one.Category, book), Why(one.Words, one.Line, line))),
        ];
    }

    private static bool IsOf(Category category, Category? ofLine) =>
        ofLine is not null && (category == ofLine || category.Parent == ofLine.Code);

    private static string Why(int words, bool ofLine, string? line) => (words > 0, ofLine) switch
    {
        (true, true) => $"来电号码线路 {line} 与文字内容均符合",
        (true, false) => "文字内容符合",
        _ => $"来电拨打的线路 {line}",
    };

    public sealed record Request([StringLength(20)] string? Line, [StringLength(4000)] string? Text);

    public sealed record Response(IReadOnlyList<Suggested> Suggestions);

    /// <param name="Category">The category.</param>
    /// <param name="Why">A sentence for the agent.</param>
    public sealed record Suggested(CategoryView.Item Category, string Why);
}
