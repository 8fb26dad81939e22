using System.Net;
using System.Threading.RateLimiting;
using ContactCenter.Access.Accounts;
using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.SigningIn;

/// <summary>Turns a log-in name and a password into a session, or says why not.</summary>
internal sealed class Credentials(Db db, Passwords passwords, SignInLimits limits, IOptions<AccessOptions> options)
{
    // A queue of sign-ins this long is worked off by then.
    private static readonly TimeSpan UntilTurnsAreFree = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Opens a session. An unknown name, a wrong password and a disabled account get the same answer after the same work;
    /// a lock answers for names that do not exist, too.
    /// </summary>
    internal async Task<SignInOutcome> OpenSessionAsync(
        string logIn, string password, SessionKind kind, IPAddress? address, CancellationToken cancellationToken)
    {
        var (account, refused) = await CheckAsync(logIn, password, address, cancellationToken);
        return refused
            ?? (await OpenAsync(account, kind, cancellationToken) is { } person
                ? SignInOutcome.For(person)
                : SignInOutcome.Wrong);
    }

    /// <summary>Looks at the password without opening a session; nothing refused means it is right.</summary>
    internal async Task<(Proven Account, SignInOutcome? Refused)> CheckAsync(
        string logIn, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        using var attempt = limits.NoteAttempt(logIn);
        using var turn = attempt.IsAcquired ? await passwords.TakeTurnAsync(cancellationToken) : attempt;
        using var allowed = limits.AskFor(address);
        if (!attempt.IsAcquired || !turn.IsAcquired || !allowed.IsAcquired)
        {
            return (default, SignInOutcome.TooMany(RetryAfter(attempt) ?? RetryAfter(allowed) ?? UntilTurnsAreFree));
        }

        var known = (await db.FindAsync<Known>(SelectKnown, new { logIn }, cancellationToken))!;
        if (known.LockedSeconds > 0)
        {
            return (default, SignInOutcome.Locked(TimeSpan.FromSeconds(known.LockedSeconds)));
        }

        var check = passwords.Check(known.PasswordHash, password);
        if (check.Right && !known.Disabled)
        {
            return (new Proven(new AccountId(known.Id!.Value), check.Outdated ? passwords.Hash(password) : null), null);
        }

        limits.NoteFailure(address);
        await NoteFailureAsync(logIn, known.Id, cancellationToken);
        return (default, SignInOutcome.Wrong);
    }

    private static TimeSpan? RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null;

    private async Task<Person?> OpenAsync(Proven account, SessionKind kind, CancellationToken cancellationToken)
    {
        var id = account.Id;
        await using var work = await db.BeginAsync(cancellationToken);
        var person = await work.FindAsync<Person>(NextSession, new { id, account.NewHash });
        if (person is null)
        {
            return null;        // Disabled while the password was looked at.
        }

        var act = kind is SessionKind.Cookie ? "account.signed-in" : "token.issued";
        await work.ExecuteAsync(InsertSession, new { id, person.Session, kind = kind.ToString() });
        await work.ExecuteAsync(ForgetFailures, new { person.LogIn });
        await AuditLog.RecordAsync(work, new AuditRecord(id, act, $"account:{id}", null, $$"""{"session":{{person.Session}}}"""));
        await work.CommitAsync();
        return person;
    }

    private async Task NoteFailureAsync(string logIn, Guid? id, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var locked = await work.FindAsync<bool>(CountFailure, new
        {
            logIn,
            limit = options.Value.FailuresUntilLock,
            seconds = options.Value.LockSeconds,
        });

        // Never the name as typed: people type passwords into that field.
        var subject = id is null ? "account:unknown" : $"account:{id}";
        var act = locked ? "account.locked" : "account.sign-in-failed";
        await AuditLog.RecordAsync(work, new AuditRecord(null, act, subject, null, null));
        await work.CommitAsync();
    }

    /// <summary>An account whose password was right.</summary>
    /// <param name="Id">The account.</param>
    /// <param name="NewHash">The password's hash by today's settings, where the stored one is older; else null.</param>
    internal readonly record struct Proven(AccountId Id, string? NewHash);

    private sealed record Known(Guid? Id, string? PasswordHash, bool Disabled, double LockedSeconds);

    private const string SelectKnown = """
        select account.id as Id, account.password_hash as PasswordHash, account.disabled_at is not null as Disabled,
            coalesce(greatest(extract(epoch from failed.locked_until - now()), 0), 0)::float8 as LockedSeconds
        from (select lower(@logIn) as log_in) typed
        left join access.accounts account on lower(account.log_in) = typed.log_in
        left join access.failed_sign_ins failed on failed.log_in = typed.log_in
        """;

    private const string NextSession = """
        update access.accounts
        set last_session = last_session + 1, password_hash = coalesce(@NewHash, password_hash)
        where id = @id and disabled_at is null
        returning id as Id, log_in as LogIn, name as Name, roles as Roles, last_session as Session
        """;

    private const string InsertSession = """
        insert into access.sessions (account_id, number, kind) values (@id, @Session, lower(@kind))
        """;

    private const string ForgetFailures = """
        delete from access.failed_sign_ins where log_in = lower(@LogIn)
        """;

    // Each failure past the limit doubles the lock: 1, 2, 4 … 32 times the first.
    private const string CountFailure = """
        insert into access.failed_sign_ins as failed (log_in, failures, failed_at, locked_until)
        values (lower(@logIn), 1, now(), case when @limit = 1 then now() + make_interval(secs => @seconds) end)
        on conflict (log_in) do update
        set failures = failed.failures + 1,
            failed_at = now(),
            locked_until = case when failed.failures + 1 >= @limit then
                now() + make_interval(secs => @seconds * 2 ^ least(failed.failures + 1 - @limit, 5)) end
        returning locked_until is not null
        """;
}
