using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ContactCenter.Intake.Progress;

/// <summary>Slows down who asks or hands in without an account: by address, and by the number asked about; on this host.</summary>
internal sealed class PublicLimits(IOptions<IntakeOptions> options) : IDisposable
{
    // An IPv6 subscriber has at least this much of the address to choose from.
    private const int SubscriberPrefixBytes = 8;

    private const int Segments = 6;

    private readonly PartitionedRateLimiter<string> queries =
        Sliding(options.Value.QueriesPerAddressAndMinute, TimeSpan.FromMinutes(1));

    private readonly PartitionedRateLimiter<string> wrongCodes =
        Sliding(options.Value.WrongCodesPerNumberAndHour, TimeSpan.FromHours(1));

    private readonly PartitionedRateLimiter<string> forms =
        Sliding(options.Value.WebAppealsPerAddressAndHour, TimeSpan.FromHours(1));

    private readonly PartitionedRateLimiter<string> files =
        Sliding(options.Value.WebAppealsPerAddressAndHour * 5, TimeSpan.FromHours(1));

    /// <summary>Notes a question from the address; false where there were too many.</summary>
    internal bool MayAsk(IPAddress? address) => Take(queries, Subscriber(address), 1);

    /// <summary>Whether the number may be asked about; false where too many codes were wrong.</summary>
    internal bool MayAskAbout(string number) => Take(wrongCodes, number, 0);

    /// <summary>Notes a wrong code for the number.</summary>
    internal void NoteWrongCode(string number) => Take(wrongCodes, number, 1);

    /// <summary>Notes a form from the address; false where there were too many.</summary>
    internal bool MayHandIn(IPAddress? address) => Take(forms, Subscriber(address), 1);

    /// <summary>Notes a file from the address; false where there were too many.</summary>
    internal bool MayUpload(IPAddress? address) => Take(files, Subscriber(address), 1);

    public void Dispose()
    {
        queries.Dispose();
        wrongCodes.Dispose();
        forms.Dispose();
        files.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string key, int permits)
    {
        using var lease = limiter.AttemptAcquire(key, permits);
        return lease.IsAcquired;
    }

    private static string Subscriber(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubscriberPrefixBytes)),
        _ => address.MapToIPv4().ToString(),
    };

    private static PartitionedRateLimiter<string> Sliding(int permits, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = window,
                SegmentsPerWindow = Segments,
            }));
}
