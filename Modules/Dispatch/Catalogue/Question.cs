namespace ContactCenter.Dispatch.Catalogue;

/// <summary>What the catalogue is asked about an appeal; null for what is not known.</summary>
internal readonly record struct Question(string? Category, string? Area, string? Line);
