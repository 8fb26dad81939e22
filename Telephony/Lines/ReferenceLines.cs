using System.Globalization;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;
using Microsoft.Extensions.Options;
using Microsoft.VisualBasic.FileIO;

namespace ContactCenter.Telephony.Lines;

/// <summary>The lines a new installation begins with: the reference city's, from the files embedded beside this code.</summary>
internal static class ReferenceLines
{
    private const string IsEmpty = "select not exists (select from telephony.lines)";

    /// <summary>Loads the reference lines into an empty registry; one that has lines is left alone.</summary>
    internal static async Task LoadAsync(Db db, NumberOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (!await work.FindAsync<bool>(IsEmpty))
        {
            return;
        }

        foreach (var line in Read(options.HomeAreaCode, clock.GetUtcNow()))
        {
            await LineTable.WriteAsync(work, line, byId: null);
        }

        await work.CommitAsync();
    }

    /// <summary>The lines of the file, each with one phase at most, in the home area.</summary>
    internal static IEnumerable<Line> Read(string homeArea, DateTimeOffset now)
    {
        var prompts = Rows("prompts.csv").ToDictionary(row => row("key")!, row => row("text"));
        return Rows("lines.csv").Select(row => new Line
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Number = row("number")!,
            Area = homeArea,
            ValidFrom = Day(row("valid_from"))!.Value,
            ValidTo = Day(row("valid_to")),
            Settings = new Line.Setup(
                row("name")!, row("department")!, Words.Read<MergeMode>(row("mode")!), row("level")!, row("handled_by")!,
                Words.Read<SeatArrangement>(row("seat_arrangement")!), Count(row("batch")),
                row("first_side") is { } side ? Words.Read<FirstSide>(side) : null, row("queue"), row("department_queue"),
                row("forward_address"), Count(row("overflow_seconds")), Words.Read<AfterNotice>(row("after_notice")!),
                row("greeting"), Text(row("greeting")), row("source"), row("confidence"), row("note"), row("demonstration")),
            Phases = row("phase") is { } phase
                ? [new Line.Phase(Words.Read<PhaseKind>(phase), Day(row("phase_from"))!.Value, row("prompt"), Text(row("prompt")))]
                : [],
            ChangedAt = now,
            ChangedWhy = "载入参考数据",
        });

        string? Text(string? prompt) => prompt is null ? null : prompts[prompt];
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int? Count(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Each row as a way to ask for a column; an empty cell is null.</summary>
    private static IEnumerable<Func<string, string?>> Rows(string file)
    {
        using var stream = typeof(ReferenceLines).Assembly.GetManifestResourceStream($"ContactCenter.Telephony.Reference.{file}")!;
        using var reader = new TextFieldParser(stream) { TextFieldType = FieldType.Delimited, Delimiters = [","] };
        var columns = reader.ReadFields()!;
        while (reader.ReadFields() is { } cells)
        {
            yield return column => cells[Array.IndexOf(columns, column)] is { Length: > 0 } cell ? cell : null;
        }
    }

    internal static Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => LoadAsync(
        services.GetRequiredService<Db>(),
        services.GetRequiredService<IOptions<NumberOptions>>().Value,
        services.GetRequiredService<TimeProvider>(),
        cancellationToken);
}
