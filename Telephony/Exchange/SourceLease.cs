using Npgsql;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// The right to speak with one PBX. It is a row with an end in database time, and it names the owner's own database session:
/// when that is gone the owner is (a crash), when the end has passed the owner hangs (a stopped process, a cut network).
/// </summary>
/// <remarks>
/// After a restart of the database every session is gone and no owner has died of it, so then the owner has the time of one
/// lease to come back before others take over.
/// </remarks>
internal sealed partial class SourceLease(
    string source, Guid owner, NpgsqlDataSource database, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private NpgsqlConnection? session;
    private long renewedAt;
    private long epoch;

    /// <summary>Whether this host may act on the PBX now, as far as it can know without asking.</summary>
    internal bool IsTrusted => Volatile.Read(ref epoch) > 0
        && clock.GetElapsedTime(Volatile.Read(ref renewedAt)) < ExchangeLimits.LeaseTrust;

    /// <summary>Waits until the lease is this host's, and returns its epoch.</summary>
    internal async Task<long> AcquireAsync(CancellationToken cancellationToken)
    {
        var looked = false;
        while (true)
        {
            try
            {
                if (await RunAsync(Take, cancellationToken) is { } taken)
                {
                    Volatile.Write(ref epoch, taken);
                    Taken(source, taken);
                    return taken;
                }
            }
            catch (Exception exception) when (IsDatabases(exception))
            {
                if (!looked)
                {
                    looked = true;
                    DatabaseAway(source, exception);
                }

                await DropSessionAsync();
            }

            await Task.Delay(ExchangeLimits.LeaseLook, clock, cancellationToken);
        }
    }

    /// <summary>Renews the lease until another host has it. A database that is away takes it from nobody.</summary>
    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(ExchangeLimits.LeaseRenewal, clock, cancellationToken);
            try
            {
                if (await RunAsync(Renew, cancellationToken) is null)
                {
                    Volatile.Write(ref epoch, 0);
                    Lost(source);
                    return;
                }
            }
            catch (Exception exception) when (IsDatabases(exception))
            {
                DatabaseAway(source, exception);
                await DropSessionAsync();
            }
        }
    }

    /// <summary>Lets the next host have it at once.</summary>
    internal async Task ReleaseAsync()
    {
        if (Interlocked.Exchange(ref epoch, 0) == 0)
        {
            return;
        }

        try
        {
            // The host is stopping, so its token is of no use; the session's own timeout bounds the wait.
            await RunAsync(Release, CancellationToken.None);
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            // It ends by itself, because this session does.
            DatabaseAway(source, exception);
        }

        await DropSessionAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DropSessionAsync();

    private async Task<long?> RunAsync(string sql, CancellationToken cancellationToken)
    {
        // Before the statement: the database's clock can only have started the lease later.
        var asked = clock.GetTimestamp();
        if (session is null)
        {
            var opened = database.CreateConnection();
            session = opened;
            await opened.OpenAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 2 };
        command.Parameters.AddWithValue("source", source);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("host", $"{Environment.MachineName}/{Environment.ProcessId}");
        command.Parameters.AddWithValue("span", ExchangeLimits.LeaseSpan);
        var answer = await command.ExecuteScalarAsync(cancellationToken) as long?;
        if (answer is not null)
        {
            Volatile.Write(ref renewedAt, asked);
        }

        return answer;
    }

    private async ValueTask DropSessionAsync()
    {
        if (Interlocked.Exchange(ref session, null) is { } dropped)
        {
            await dropped.DisposeAsync();
        }
    }

    private static bool IsDatabases(Exception exception) =>
        exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException;

    private const string Take = """
        insert into telephony.source_leases as held
            (source, epoch, owner, host, backend_pid, backend_start, renewed_at, expires_at)
        select @source, 1, @owner, @host, pid, backend_start, now(), now() + @span
        from pg_stat_activity
        where pid = pg_backend_pid()
        on conflict (source) do update set
            epoch = held.epoch + 1, owner = excluded.owner, host = excluded.host, backend_pid = excluded.backend_pid,
            backend_start = excluded.backend_start, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
        where held.owner is null
            or held.owner = excluded.owner
            or now() > greatest(held.expires_at, pg_postmaster_start_time() + @span)
            or (held.renewed_at > pg_postmaster_start_time() and not exists (
                select from pg_stat_activity as owning
                where owning.pid = held.backend_pid and owning.backend_start = held.backend_start))
        returning epoch
        """;

    private const string Renew = """
        update telephony.source_leases as held
        set backend_pid = own.pid, backend_start = own.backend_start, renewed_at = now(), expires_at = now() + @span
        from pg_stat_activity as own
        where own.pid = pg_backend_pid() and held.source = @source and held.owner = @owner
        returning held.epoch
        """;

    private const string Release = """
        update telephony.source_leases
        set owner = null
        where source = @source and owner = @owner
        returning epoch
        """;

    [LoggerMessage(LogLevel.Information, "This host speaks with {Source} now, epoch {Epoch}")]
    private partial void Taken(string source, long epoch);

    [LoggerMessage(LogLevel.Warning, "Another host speaks with {Source} now")]
    private partial void Lost(string source);

    [LoggerMessage(LogLevel.Warning, "The lease of {Source} waits for the database")]
    private partial void DatabaseAway(string source, Exception exception);
}
