using System.Globalization;

namespace ContactCenter.Platform.Calendars;

/// <summary>The State Council's holiday notices from 2019 on that this version of the system was delivered with.</summary>
public static class HolidayNotices
{
    private static readonly Lazy<IReadOnlyList<HolidayNotice>> Read = new(ReadFiles);

    /// <summary>In the order of publication.</summary>
    public static IReadOnlyList<HolidayNotice> Delivered => Read.Value;

    private static List<HolidayNotice> ReadFiles()
    {
        var days = Rows("days.csv").ToLookup(row => row[0], row => new ArrangedDays(
            Day(row[1]), Day(row[2]), row[3] == "make-up" ? DayKind.MakeUp : DayKind.Holiday, row[4]));
        return
        [
            .. Rows("notices.csv")
                .Select(row => new HolidayNotice(
                    row[0], Day(row[1]), row[2].Length > 0 ? int.Parse(row[2], CultureInfo.InvariantCulture) : null,
                    row[3] == "yes", row[4], [.. days[row[0]]]))
                .OrderBy(notice => notice.PublishedOn),
        ];
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The files are our own and have neither quotes nor commas in a field.
    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(HolidayNotices).Assembly
            .GetManifestResourceStream($"ContactCenter.Platform.Calendars.Reference.{file}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }
}
