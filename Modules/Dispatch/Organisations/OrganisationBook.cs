using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>The organisations as this host last read them: at most a second old, so that no order needs a query for a name.</summary>
internal sealed partial class OrganisationBook(Db db, Bells bells, TimeProvider clock, ILogger<OrganisationBook> logger)
    : BackgroundService
{
    /// <summary>Rung everywhere when an organisation changed; a host that misses it looks by itself within a second.</summary>
    internal const string Bell = "dispatch.organisations";

    private const string SelectMembership = """
        select org_id
        from dispatch.members
        where account_id = @account and until is null
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile Snapshot snapshot = Snapshot.Empty;

    /// <summary>The tree of today.</summary>
    internal OrganisationTree Today
    {
        get
        {
            var (seen, day) = (snapshot, CityDay.Today(clock));
            if (seen.Today.Day != day)
            {
                // It is past midnight. Whoever else notices makes the same tree.
                snapshot = seen = seen with { Today = new OrganisationTree(seen.Lives, day) };
            }

            return seen.Today;
        }
    }

    /// <summary>Those there are today, each followed by its parts.</summary>
    internal IReadOnlyList<Organisation> All => Today.All;

    /// <summary>Grows with every change of any organisation.</summary>
    internal long Version => snapshot.Version;

    internal Organisation? ByCode(string code) => Today.ByCode(code);

    /// <summary>Whether an organisation is another one or a part of it, however far below, today.</summary>
    internal bool IsUnder(OrganisationId child, OrganisationId ancestor) => Today.IsUnder(child, ancestor);

    /// <summary>The organisation as it is today, or as it last was; null where there never was one.</summary>
    internal async Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancellationToken)
    {
        if (Today.Find(id) is { } found)
        {
            return found;
        }

        // Another host may have added it within this second.
        await RefreshAsync(cancellationToken);
        return Today.Find(id);
    }

    /// <summary>The organisation an account is a clerk of, or null. Asked of the database: a right hangs on it.</summary>
    internal async Task<OrganisationId?> OfAccountAsync(AccountId account, CancellationToken cancellationToken) =>
        await db.FindAsync<Guid?>(SelectMembership, new { account }, cancellationToken) is { } id ? new OrganisationId(id) : null;

    /// <summary>One organisation through all its days.</summary>
    internal OrganisationLife? LifeOf(OrganisationId id) => snapshot.Lives.GetValueOrDefault(id);

    /// <summary>The tree of any day, as it is known now.</summary>
    internal OrganisationTree On(DateOnly day) =>
        day == CityDay.Today(clock) ? Today : new OrganisationTree(snapshot.Lives, day);

    /// <summary>Brings this host's memory up to date where the database is ahead of it.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            if (await db.FindAsync<long>(OrganisationTable.SelectVersion, null, cancellationToken) != snapshot.Version)
            {
                var (version, lives) = await OrganisationTable.ReadAsync(db, cancellationToken);
                snapshot = new Snapshot(version, lives, new OrganisationTree(lives, CityDay.Today(clock)));
            }
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        refreshing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bells.WaitAsync(Bell, Interval, stoppingToken);
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                CannotRead(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot read the organisations; going on with the last ones")]
    private partial void CannotRead(Exception exception);

    private sealed record Snapshot(
        long Version, IReadOnlyDictionary<OrganisationId, OrganisationLife> Lives, OrganisationTree Today)
    {
        internal static Snapshot Empty { get; } = Make(new Dictionary<OrganisationId, OrganisationLife>());

        private static Snapshot Make(Dictionary<OrganisationId, OrganisationLife> none) =>
            new(-1, none, new OrganisationTree(none, DateOnly.MinValue));
    }
}
