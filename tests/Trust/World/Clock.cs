namespace ContactCenter.Trust.World;

/// <summary>The machine's clock, which the driver, the hosts and the database share here.</summary>
internal static class Clock
{
    internal static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;
}
