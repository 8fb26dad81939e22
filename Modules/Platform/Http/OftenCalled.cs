namespace ContactCenter.Platform.Http;

/// <summary>
/// Endpoint metadata: programs call this many times a second, so that a line of the log for each success would cost more than
/// the call and drown everything else. Failures are logged as anywhere.
/// </summary>
public sealed class OftenCalled
{
    /// <summary>The only one needed.</summary>
    public static OftenCalled Mark { get; } = new();
}
