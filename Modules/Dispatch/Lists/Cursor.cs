using System.Globalization;

namespace ContactCenter.Dispatch.Lists;

/// <summary>Where a page of a list begins: after this row. Urgent ones come first, then the oldest.</summary>
internal readonly record struct Cursor(int Rank, DateTimeOffset At, Guid Id)
{
    /// <summary>Before every row.</summary>
    internal static readonly Cursor Start = new(-1, DateTimeOffset.MinValue, Guid.Empty);

    /// <summary>The text that the page before gave as <c>next</c>; null where it is none of ours.</summary>
    internal static Cursor? Parse(string? text)
    {
        if (text is null)
        {
            return Start;
        }

        return text.Split('_') is [var rank, var ticks, var id]
            && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var urgency) && urgency <= 2
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            && Guid.TryParse(id, out var key)
            ? new Cursor(urgency, new DateTimeOffset(at, TimeSpan.Zero), key)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rank}_{At.UtcTicks}_{Id}");

    internal static readonly Dictionary<string, string[]> Invalid = new()
    {
        ["after"] = ["翻页标记无效,请使用上一页返回的 next。"],
    };
}
