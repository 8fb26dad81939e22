namespace ContactCenter.Platform.Calendars;

/// <summary>When something has to be done.</summary>
/// <param name="At">The first moment that is too late.</param>
/// <param name="Provisional">Whether a holiday notice still to be published may move it.</param>
public readonly record struct Deadline(DateTimeOffset At, bool Provisional);

/// <summary>A time in which a clock of working time stands still.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset To);
