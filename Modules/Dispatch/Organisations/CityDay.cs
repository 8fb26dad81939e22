namespace ContactCenter.Dispatch.Organisations;

/// <summary>Days as the city counts them.</summary>
internal static class CityDay
{
    // The whole country keeps Beijing time, without summer time since 1992; no time zone database is needed for it.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    internal static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    internal static DateOnly Today(TimeProvider clock) => Of(clock.GetUtcNow());
}
