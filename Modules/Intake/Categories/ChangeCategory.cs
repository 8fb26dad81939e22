using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Intake.Categories;

internal static class ChangeCategory
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/categories/{code}", Put)
            .WithName("PutCategory")
            .WithSummary("Adds a category or begins a new version of one; former versions stay. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/categories/{code}/retire", Retire)
            .WithName("RetireCategory")
            .WithSummary("Ends a category: appeals keep it, new ones cannot have it.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapGet("/categories/{code}/versions", ListVersions)
            .WithName("ListCategoryVersions")
            .WithSummary("Every version of a category, newest first.")
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Results<Ok<CategoryView.Item>, ValidationProblem, ProblemHttpResult>> Put(
        [RegularExpression(@"\d{2}(\d{2})?")] string code, Request request, CurrentUser user, CategoryBook book, Db db,
        Bells bells, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parent = code.Length is 4 ? code[..2] : null;
        if (parent is not null && book.Find(parent) is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["code"] = ["没有这个一级分类，请先建立一级分类。"] });
        }

        try
        {
            await using var work = await db.BeginAsync(cancellationToken);
            if (await EndAsync(work, code, request.Version) is { } stale)
            {
                return stale.ToProblem();
            }

            await work.ExecuteAsync(Insert, new
            {
                code, parent, request.Name, request.Words, request.Why, By = user.Id,
                Pinyin = request.Pinyin ?? "",
                Initials = request.Initials ?? PinyinInitials.Of(request.Name),
            });
            await NoteAsync(work, user, "category.changed", code, request.Why, clock);
            await work.CommitAsync();
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            return Stale.ToProblem();
        }

        await book.LoadAsync(cancellationToken);
        bells.Ring(CategoryBook.Bell, everywhere: true);
        return TypedResults.Ok(CategoryView.Of(book.Find(code)!, book));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Retire(
        [RegularExpression(@"\d{2}(\d{2})?")] string code, RetireRequest request, CurrentUser user, CategoryBook book, Db db,
        Bells bells, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (book.Find(code) is null)
        {
            return TypedResults.NotFound();
        }

        if (book.All.Any(category => category.Parent == code))
        {
            return new Refusal("category-has-children", "该一级分类下还有二级分类，请先停用它们。").ToProblem();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        if (await EndAsync(work, code, request.Version) is { } stale)
        {
            return stale.ToProblem();
        }

        await NoteAsync(work, user, "category.retired", code, request.Why, clock);
        await work.CommitAsync();
        await book.LoadAsync(cancellationToken);
        bells.Ring(CategoryBook.Bell, everywhere: true);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<Version>>> ListVersions(
        [RegularExpression(@"\d{2}(\d{2})?")] string code, Db db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.ListAsync<Version>(SelectVersions, new { code }, cancellationToken));

    /// <summary>Ends the version that was seen; version 0 means there was none.</summary>
    private static async Task<Refusal?> EndAsync(Work work, string code, int version) =>
        await work.ExecuteAsync(End, new { code, version }) is 1
            || (version is 0 && await work.FindAsync<int>(CountValid, new { code }) is 0)
            ? null
            : Stale;

    private static Task NoteAsync(Work work, CurrentUser user, string act, string code, string? why, TimeProvider clock) =>
        work.RaiseAsync(new ActDone(new AuditRecord(user.Id, act, $"category:{code}", why, null), clock.GetUtcNow()));

    private static Refusal Stale => new("stale-version", "该分类已被他人修改，请刷新后再改。");

    /// <param name="Name">The name.</param>
    /// <param name="Words">What citizens say when they mean it.</param>
    /// <param name="Pinyin">The name's pinyin without tones; leave it out where only initials are searched.</param>
    /// <param name="Initials">First letters of the pinyin; worked out from the name where left out.</param>
    /// <param name="Version">The version that was seen, 0 for a new category.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record Request(
        [Required, StringLength(60), PlainText] string Name,
        [Required, MaxLength(50), PlainText] string[] Words,
        [RegularExpression("[a-z0-9]{1,200}")] string? Pinyin,
        [RegularExpression("[a-z0-9]{1,60}")] string? Initials,
        int Version,
        [StringLength(200), PlainText] string? Why);

    public sealed record RetireRequest(int Version, [Required, StringLength(200), PlainText] string Why);

    public sealed class Version
    {
        public string Code { get; init; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("version")]
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string[] Words { get; init; } = [];

        public DateTimeOffset ValidFrom { get; init; }

        public DateTimeOffset? ValidTo { get; init; }

        public Guid? ChangedBy { get; init; }

        public string? Why { get; init; }
    }

    private const string End = """
        update intake.categories set valid_to = now() where code = @code and version = @version and valid_to is null
        """;

    private const string CountValid = "select count(*)::int from intake.categories where code = @code and valid_to is null";

    private const string Insert = """
        insert into intake.categories (code, version, name, parent, pinyin, initials, words, changed_by, why)
        select @code, coalesce(max(version), 0) + 1, @Name, @parent, @Pinyin, @Initials, @Words, @By, @Why
        from intake.categories
        where code = @code
        """;

    private const string SelectVersions = """
        select code as Code, version as Number, name as Name, words as Words, valid_from as ValidFrom, valid_to as ValidTo,
            changed_by as ChangedBy, why as Why
        from intake.categories
        where code = @code
        order by version desc
        limit 200
        """;
}
