namespace ContactCenter.Telephony.Numbers;

/// <summary>The SIP headers that tell which numbers a call was sent to before it reached the trunk.</summary>
internal static class ForwardingHeaders
{
    // A call that was forwarded more often than this is in a loop; the first entries hold what was dialled.
    private const int MostEntries = 32;
    private const int LongestHeader = 16_384;

    /// <summary>
    /// The targets of a History-Info header, the first dialled first: entries stand in order of index (RFC 7044 §5).
    /// </summary>
    internal static IEnumerable<string> HistoryInfo(string? header) => Entries(header);

    /// <summary>
    /// The numbers that a Diversion header says forwarded the call, the first dialled first: each is put in front (RFC 5806 §5).
    /// </summary>
    internal static IEnumerable<string> Diversion(string? header) => Enumerable.Reverse(Entries(header));

    /// <summary>Splits at commas, but not within quotes or angle brackets (RFC 3261 §7.3.1).</summary>
    private static List<string> Entries(string? header)
    {
        var entries = new List<string>();
        if (header is null || header.Length > LongestHeader)
        {
            return entries;
        }

        var (start, quoted, bracketed) = (0, false, false);
        for (var index = 0; index < header.Length && entries.Count < MostEntries; index++)
        {
            switch (header[index])
            {
                case '\\' when quoted:
                    index++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '<' when !quoted:
                    bracketed = true;
                    break;
                case '>' when !quoted:
                    bracketed = false;
                    break;
                case ',' when !quoted && !bracketed:
                    entries.Add(header[start..index]);
                    start = index + 1;
                    break;
            }
        }

        if (entries.Count < MostEntries)
        {
            entries.Add(header[start..]);
        }

        return entries;
    }
}
