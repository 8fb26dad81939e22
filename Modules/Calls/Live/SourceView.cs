namespace ContactCenter.Calls.Live;

/// <summary>A PBX as boards see it.</summary>
public sealed record SourceView(string Source, string Kind, string State, DateTimeOffset Since, long Version);
