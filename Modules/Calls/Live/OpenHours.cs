namespace ContactCenter.Calls.Live;

/// <summary>One stretch of a weekday, half open: from <paramref name="Opens"/> up to but not including <paramref name="Closes"/>.</summary>
/// <param name="Weekday">1 = Monday … 7 = Sunday (ISO 8601).</param>
/// <param name="Opens">The first moment.</param>
/// <param name="Closes">The first moment after.</param>
public sealed record OpenHours(int Weekday, TimeOnly Opens, TimeOnly Closes);
