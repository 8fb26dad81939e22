using ContactCenter.Calls.Live;

namespace ContactCenter.Calls.Queues;

/// <summary>A queue's settings.</summary>
internal sealed class Queue
{
    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    public string Team { get; init; } = "";

    public int Priority { get; init; }

    public string? OverflowQueue { get; init; }

    public int? OverflowAfterSeconds { get; init; }

    public int? MaxLength { get; init; }

    public int OfferSeconds { get; init; }

    public int ServiceLevelSeconds { get; init; }

    public WrapUpMode WrapUpMode { get; init; }

    public int WrapUpSeconds { get; init; }

    public bool Sticky { get; init; }

    public int AnnounceEverySeconds { get; init; }

    public int Version { get; init; }

    /// <summary>When it is open; empty means always (7×24).</summary>
    public IReadOnlyList<OpenHours> Hours { get; set; } = [];

    /// <summary>Whether it is open at this moment, by the clock of China (UTC+8, no summer time).</summary>
    internal bool IsOpen(DateTimeOffset at)
    {
        if (Hours.Count == 0)
        {
            return true;
        }

        var local = at.ToOffset(TimeSpan.FromHours(8));
        var weekday = local.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek;
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return Hours.Any(hours => hours.Weekday == weekday && hours.Opens <= time && time < hours.Closes);
    }
}
