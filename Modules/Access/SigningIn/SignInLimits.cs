using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.SigningIn;

/// <summary>Slows down who tries passwords: by log-in name and by address, on this host.</summary>
internal sealed class SignInLimits(IOptions<AccessOptions> options) : IDisposable
{
    private const int SegmentsPerMinute = 6;

    // An IPv6 subscriber has at least this much of the address to choose from.
    private const int SubscriberPrefixBytes = 8;

    private readonly PartitionedRateLimiter<string> attempts = PerMinute(options.Value.AttemptsPerLogInAndMinute);
    private readonly PartitionedRateLimiter<string> failures = PerMinute(options.Value.FailuresPerAddressAndMinute);

    /// <summary>Notes an attempt for the log-in name; not acquired where there were too many.</summary>
    internal RateLimitLease NoteAttempt(string logIn) => attempts.AttemptAcquire(logIn.ToUpperInvariant());

    /// <summary>Whether the address may try; not acquired where it failed too often.</summary>
    internal RateLimitLease AskFor(IPAddress? address) => failures.AttemptAcquire(Subscriber(address), 0);

    /// <summary>Notes a wrong password from the address.</summary>
    internal void NoteFailure(IPAddress? address) => failures.AttemptAcquire(Subscriber(address)).Dispose();

    public void Dispose()
    {
        attempts.Dispose();
        failures.Dispose();
    }

    private static string Subscriber(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubscriberPrefixBytes)),
        _ => address.MapToIPv4().ToString(),
    };

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = SegmentsPerMinute,
        }));
}
