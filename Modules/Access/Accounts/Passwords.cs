using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.Accounts;

/// <summary>Hashes passwords with ASP.NET's own hasher (PBKDF2 with HMAC-SHA-512).</summary>
internal sealed class Passwords : IDisposable
{
    // What OWASP's password storage sheet asks of PBKDF2-HMAC-SHA-512 since 2023.
    private const int Iterations = 210_000;

    private static readonly object AnyUser = new();

    private readonly PasswordHasher<object> hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // Hashing is slow on purpose. Half of the cores stay free for calls whatever comes in, and a queue of 500 is a whole
    // province signing in at eight o'clock.
    private readonly ConcurrencyLimiter slots = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = 500,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly string nobodys;

    public Passwords() => nobodys = Hash(Guid.CreateVersion7().ToString());

    internal string Hash(string password) => hasher.HashPassword(AnyUser, password);

    /// <summary>Waits for a turn to hash; the lease is not acquired where too many wait already.</summary>
    internal ValueTask<RateLimitLease> TakeTurnAsync(CancellationToken cancellationToken) =>
        slots.AcquireAsync(1, cancellationToken);

    /// <summary>Whether the password is right. Takes the same time where there is no hash to compare with.</summary>
    internal PasswordCheck Check(string? hash, string password)
    {
        var result = hasher.VerifyHashedPassword(AnyUser, hash ?? nobodys, password);
        return new PasswordCheck(
            hash is not null && result is not PasswordVerificationResult.Failed,
            result is PasswordVerificationResult.SuccessRehashNeeded);
    }

    public void Dispose() => slots.Dispose();
}

/// <summary>What a password turned out to be.</summary>
/// <param name="Right">It is the account's.</param>
/// <param name="Outdated">It is, but its hash was made with weaker settings.</param>
internal readonly record struct PasswordCheck(bool Right, bool Outdated);
