namespace ContactCenter.Telephony.EventApi.Sources;

/// <summary>
/// The ring of signing secrets. They are sealed rather than hashed, because a signature cannot be checked with less. No endpoint
/// reads one back.
/// </summary>
internal static class SourceKeyRows
{
    /// <summary>Two keys are accepted at once, so that a PBX can change over without a gap.</summary>
    internal const int Accepted = 2;

    internal const string Insert = """
        insert into telephony.source_keys (id, source, secret) values (@Id, @Source, @Secret)
        """;
}
