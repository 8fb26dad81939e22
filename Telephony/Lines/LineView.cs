namespace ContactCenter.Telephony.Lines;

/// <summary>A line as programs and pages see it; also the form in which each version is kept.</summary>
internal sealed record LineView(
    Guid Id,
    int Version,
    string Number,
    string Area,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    Line.Setup Settings,
    IReadOnlyList<Line.Phase> Phases,
    DateTimeOffset ChangedAt,
    string? ChangedBy,
    string ChangedWhy)
{
    internal static LineView Of(Line line) => new(
        line.Id, line.Version, line.Number, line.Area, line.ValidFrom, line.ValidTo, line.Settings, line.Phases, line.ChangedAt,
        line.ChangedBy, line.ChangedWhy);
}
