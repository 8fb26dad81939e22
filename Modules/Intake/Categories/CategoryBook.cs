using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Intake.Categories;

/// <summary>The categories valid now, as this host last read them: searched at every keystroke without a query.</summary>
internal sealed partial class CategoryBook(Db db, Bells bells, ILogger<CategoryBook> logger) : BackgroundService
{
    internal const string Bell = "categories";

    // Another host's change is heard by the bell; this is for a ring that was lost.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private volatile Dictionary<string, Category> byCode = [];
    private volatile Dictionary<string, string> byLine = [];

    internal IEnumerable<Category> All => byCode.Values;

    internal Category? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>What calls to this old number are mostly about; null where nothing is known.</summary>
    internal Category? OfLine(string? line) => line is null ? null : Find(byLine.GetValueOrDefault(line));

    /// <summary>The full name, first level first.</summary>
    internal string? NameOf(string? code) => Find(code) switch
    {
        null => null,
        { Parent: { } parent } leaf when Find(parent) is { } above => $"{above.Name} / {leaf.Name}",
        var found => found.Name,
    };

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var categories = await db.ListAsync<Category>(Select, null, cancellationToken);
        var lines = await db.ListAsync<LineCategory>(SelectLines, null, cancellationToken);
        byCode = categories.ToDictionary(category => category.Code);
        byLine = lines.ToDictionary(one => one.Line, one => one.Category);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bells.WaitAsync(Bell, LookEvery, stoppingToken);
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                CannotRead(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot read the categories; going on with the last ones")]
    private partial void CannotRead(Exception exception);

    private sealed record LineCategory(string Line, string Category);

    private const string Select = """
        select code as Code, version as Version, name as Name, parent as Parent, pinyin as Pinyin, initials as Initials,
            words as Words
        from intake.categories
        where valid_to is null
        order by code
        limit 5000
        """;

    private const string SelectLines = "select line as Line, category as Category from intake.line_categories limit 1000";
}
