using System.Collections.Concurrent;

namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>Which sources this host has heard lately: every signed message is a sign of life.</summary>
internal sealed class HeardSources
{
    private readonly ConcurrentDictionary<string, bool> heard = new(StringComparer.Ordinal);

    /// <summary>Notes that a source spoke.</summary>
    internal void Note(string source)
    {
        // Reading first, because this runs for every message and nearly always finds the note there.
        if (!heard.ContainsKey(source))
        {
            heard[source] = true;
        }
    }

    /// <summary>The sources heard since the last time this was asked.</summary>
    internal IReadOnlyList<string> TakeAll() => [.. heard.Keys.Where(source => heard.TryRemove(source, out _))];
}
