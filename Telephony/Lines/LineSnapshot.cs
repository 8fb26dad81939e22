using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>The whole registry as it was at one moment, in memory: a call is routed without asking the database.</summary>
internal sealed class LineSnapshot(long version, IReadOnlyList<Line> lines)
{
    private readonly Dictionary<(string Area, string Number), Line[]> byNumber = lines
        .GroupBy(line => (line.Area, line.Number))
        .ToDictionary(group => group.Key, group => group.ToArray());

    internal static LineSnapshot Empty { get; } = new(-1, []);

    /// <summary>The state of the registry it shows; -1 for the empty one that a host has before its first look.</summary>
    internal long Version => version;

    internal IReadOnlyList<Line> Lines => lines;

    /// <summary>The line that has a number on a day, or null.</summary>
    internal Line? Find(DialledNumber number, DateOnly day) => byNumber.TryGetValue((number.Area, number.Number), out var periods)
        ? Array.Find(periods, line => line.HoldsOn(day))
        : null;

    internal IEnumerable<Line> On(DateOnly day) => lines.Where(line => line.HoldsOn(day));
}
