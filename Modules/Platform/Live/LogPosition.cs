namespace ContactCenter.Platform.Live;

/// <summary>
/// Which rows of the change log this host has seen. Ids are given when rows are written and rows appear when transactions
/// commit, so a slow transaction's rows appear below ids already seen: these are kept as missing and asked for again, until
/// they appear or nobody is left who could have written them.
/// </summary>
internal sealed class LogPosition
{
    // A jump of the sequence (it skips up to 32 values after a crash; an operator may set it) must not fill the memory.
    private const int MostMissing = 100_000;

    private readonly HashSet<long> ahead = [];
    private readonly HashSet<long> missing = [];
    private readonly List<Gap> gaps = [];
    private long high;

    /// <summary>Every row up to this one has been seen or will never be there.</summary>
    internal long Settled => missing.Count == 0 ? high : missing.Min() - 1;

    internal int MissingCount => missing.Count;

    /// <summary>The highest row seen, or null where none was.</summary>
    internal long? Top { get; private set; }

    /// <summary>What the next reading must ask for, and what it may leave out.</summary>
    internal LogReading Next() => new(high, [.. missing], [.. ahead]);

    /// <summary>Starts at the end of the log: nothing below was seen, but only the ids that are not there can still appear.</summary>
    /// <param name="last">Where it ends.</param>
    /// <param name="isRow">Whether that is a row, and not only where the next ones will be.</param>
    /// <param name="notThere">Ids up to there that are not there.</param>
    internal void StartAt(long last, bool isRow, IEnumerable<long> notThere)
    {
        Top = isRow ? last : null;
        ahead.Clear();
        missing.Clear();
        gaps.Clear();
        high = last;
        missing.UnionWith(notThere.Take(MostMissing));
    }

    /// <summary>Notes that a row was seen; false where it had been seen before.</summary>
    internal bool Note(long id) => id > high ? ahead.Add(id) : missing.Remove(id);

    /// <summary>After a reading: ids below the highest row seen that were not seen are missing.</summary>
    internal void Advance()
    {
        if (ahead.Count == 0)
        {
            return;
        }

        var top = ahead.Max();
        for (var id = Math.Max(high + 1, top - MostMissing); id < top; id++)
        {
            if (!ahead.Contains(id))
            {
                missing.Add(id);
            }
        }

        Top = high = top;
        ahead.Clear();
    }

    /// <summary>
    /// Told who is writing to the log at this moment. Whoever has taken an id was writing before the id was found missing; when
    /// all who wrote then have ended, the id appears in the next reading or never.
    /// </summary>
    internal void NoteWriters(IReadOnlyCollection<string> transactions)
    {
        foreach (var gap in gaps)
        {
            gap.Suspects.IntersectWith(transactions);
        }

        var known = gaps.SelectMany(gap => gap.Ids).ToHashSet();
        var fresh = missing.Where(id => !known.Contains(id)).ToHashSet();
        if (fresh.Count > 0)
        {
            gaps.Add(new Gap(fresh, [.. transactions]));
        }
    }

    /// <summary>After a complete reading that began after <see cref="NoteWriters"/>: gives up what will never appear.</summary>
    internal void GiveUp()
    {
        foreach (var gap in gaps.Where(gap => gap.Suspects.Count == 0))
        {
            missing.ExceptWith(gap.Ids);
        }

        gaps.RemoveAll(gap => gap.Suspects.Count == 0 || !gap.Ids.Overlaps(missing));
    }

    private sealed record Gap(HashSet<long> Ids, HashSet<string> Suspects);
}

/// <summary>One reading of the log: rows after <paramref name="After"/> or missing, but not those seen already.</summary>
internal readonly record struct LogReading(long After, long[] Missing, long[] Seen);
