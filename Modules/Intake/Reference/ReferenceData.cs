using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Reference;

/// <summary>
/// The categories, places, statutory routes and channels that an installation starts with. Never over what people changed:
/// each kind is loaded only while there is none of it.
/// </summary>
internal static class ReferenceData
{
    internal static async Task LoadAsync(Db db, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<int>("select count(*)::int from intake.categories") is 0)
        {
            await work.ExecuteAsync(InsertCategories, new { Rows = Rows("categories.csv") });
            await work.ExecuteAsync(InsertLines, new { Rows = Rows("line-categories.csv") });
        }

        if (await work.FindAsync<int>("select count(*)::int from intake.areas") is 0)
        {
            await work.ExecuteAsync(InsertAreas, new { Rows = Rows("areas.csv") });
        }

        if (await work.FindAsync<int>("select count(*)::int from intake.statutory_routes") is 0)
        {
            await work.ExecuteAsync(InsertRoutes, new { Rows = Rows("statutory-routes.csv") });
        }

        if (await work.FindAsync<int>("select count(*)::int from intake.channels") is 0)
        {
            await work.ExecuteAsync(InsertChannels, new { Rows = Rows("channels.csv") });
        }

        await work.CommitAsync();
    }

    // The files are our own and have neither quotes nor commas in a field, so that the database can take them apart.
    private static string[] Rows(string file)
    {
        using var stream = typeof(ReferenceData).Assembly.GetManifestResourceStream($"ContactCenter.Intake.Reference.{file}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim())];
    }

    private const string InsertCategories = """
        insert into intake.categories (code, version, name, parent, pinyin, initials, words)
        select split_part(line, ',', 1), 1, split_part(line, ',', 2),
            case when length(split_part(line, ',', 1)) = 4 then left(line, 2) end,
            split_part(line, ',', 3), split_part(line, ',', 4), array_remove(string_to_array(split_part(line, ',', 5), ' '), '')
        from unnest(@Rows) as line
        """;

    private const string InsertLines = """
        insert into intake.line_categories (line, category)
        select split_part(line, ',', 1), split_part(line, ',', 2) from unnest(@Rows) as line
        """;

    private const string InsertAreas = """
        insert into intake.areas (code, parent, name, kind, confidence, own_code)
        select split_part(line, ',', 1), nullif(split_part(line, ',', 2), ''), split_part(line, ',', 3), split_part(line, ',', 4),
            split_part(line, ',', 5), split_part(line, ',', 6)::boolean
        from unnest(@Rows) as line
        """;

    private const string InsertRoutes = """
        insert into intake.statutory_routes (key, name, matters, text, place)
        select split_part(line, ',', 1), split_part(line, ',', 2), split_part(line, ',', 3), split_part(line, ',', 4), place
        from unnest(@Rows) with ordinality as row (line, place)
        """;

    private const string InsertChannels = """
        insert into intake.channels (code, name, kind, numbered, straight)
        select split_part(line, ',', 1), split_part(line, ',', 2), split_part(line, ',', 3), split_part(line, ',', 4)::boolean,
            split_part(line, ',', 5)::boolean
        from unnest(@Rows) as line
        """;
}
