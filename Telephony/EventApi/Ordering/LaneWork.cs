namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>What one call, or one source, has waiting.</summary>
/// <param name="Now">The database's clock.</param>
/// <param name="Skew">Our clock minus the PBX's, where it was measured.</param>
/// <param name="Cursor">How far the call is.</param>
/// <param name="IsNew">Nothing of the call was applied yet.</param>
/// <param name="KnownAs">This system's name of the call where it differs from the PBX's.</param>
/// <param name="Legs">This system's names of legs by the PBX's, where they differ.</param>
/// <param name="Rows">What waits, in the order of its arrival.</param>
/// <param name="IsCut">There is more.</param>
internal sealed record LaneWork(
    DateTimeOffset Now, TimeSpan? Skew, CallCursor Cursor, bool IsNew, string? KnownAs,
    IReadOnlyDictionary<string, string> Legs, IReadOnlyList<JournalRow> Rows, bool IsCut)
{
    /// <summary>The source is gone, and what it said with it.</summary>
    internal static LaneWork Nothing { get; } = new(
        default, null, default, true, null, new Dictionary<string, string>(), [], false);
}

/// <summary>What was done of it.</summary>
internal sealed class Settlement
{
    /// <summary>How far the call is now; null for a source.</summary>
    internal CallCursor? Cursor { get; set; }

    /// <summary>This system's name of the call, where it differs.</summary>
    internal string? KnownAs { get; set; }

    /// <summary>Newly learned names of legs: the PBX's, then this system's.</summary>
    internal Dictionary<string, string> Legs { get; } = new(StringComparer.Ordinal);

    /// <summary>What was not as it should be: journal row and kind.</summary>
    internal List<(long Id, string Kind)> Oddities { get; } = [];

    /// <summary>The journal rows that need not be looked at again.</summary>
    internal List<long> Done { get; } = [];

    /// <summary>Something is missing; the PBX is asked for everything.</summary>
    internal bool WantsSnapshot { get; set; }
}
