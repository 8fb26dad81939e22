using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.Caching.Memory;

namespace ContactCenter.Access.Sessions;

/// <summary>
/// Answers for each request whether its session still counts, and with which roles. A cookie or token only names the
/// session; what it may do is read here, so that a revoked session or a removed role ends within <see cref="Trusted"/>.
/// </summary>
internal sealed class LiveSessions(Db db, Bells bells) : IDisposable
{
    /// <summary>How long an answer is used again: saves a query per click and is soon enough for a dismissal.</summary>
    internal static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    // Far more than a centre has people; it only stops a flood of made-up tokens from filling the memory.
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>The person whose session it is, or null where it ended or the account is disabled.</summary>
    internal async Task<Person?> FindAsync(CurrentUser named, CancellationToken cancellationToken)
    {
        var key = (named.Id, named.Session);
        if (cache.TryGetValue(key, out Person? known))
        {
            return known;
        }

        var person = await db.FindAsync<Person>(SelectPerson, new { named.Id, named.Session }, cancellationToken);
        return cache.Set(key, person, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Trusted });
    }

    /// <summary>
    /// To be called after the commit that ended sessions or changed roles: this host asks the database again at once, and
    /// every host looks at its live connections; their requests follow within <see cref="Trusted"/>.
    /// </summary>
    internal void HaveChanged()
    {
        cache.Clear();
        bells.Ring(ISignIns.Bell, everywhere: true);
    }

    public void Dispose() => cache.Dispose();

    private const string SelectPerson = """
        select account.id as Id, account.log_in as LogIn, account.name as Name, account.roles as Roles,
            session.number as Session
        from access.sessions session
        join access.accounts account on account.id = session.account_id
        where session.account_id = @Id and session.number = @Session
            and session.revoked_at is null and account.disabled_at is null
        """;
}
