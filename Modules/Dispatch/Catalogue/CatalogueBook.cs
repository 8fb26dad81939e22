using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>The dispatch catalogue as this host last read it: at most a second old. It suggests; a person decides.</summary>
internal sealed partial class CatalogueBook(Db db, OrganisationBook organisations, Bells bells, ILogger<CatalogueBook> logger)
    : BackgroundService
{
    /// <summary>Rung everywhere when a rule or a duty changed; a host that misses it looks by itself within a second.</summary>
    internal const string Bell = "dispatch.catalogue";

    private const string SelectDuties = """
        select category
        from dispatch.township_duties
        where until is null
        order by category
        limit 10000
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile Snapshot snapshot = new(-1, [], new RuleChoice([], new TownshipDuties([])), new TownshipDuties([]));

    /// <summary>Every rule of any day.</summary>
    internal IReadOnlyList<Rule> All => snapshot.Rules;

    /// <summary>Who should handle an appeal today, or null where no rule is for it.</summary>
    internal async Task<Suggestion?> SuggestAsync(string? category, string? area, string? line, CancellationToken cancellationToken) =>
        (await ChooseAsync(new Question(category, area, line), cancellationToken)).Suggestion;

    /// <summary>The same, with the rules not taken also where none was.</summary>
    internal async Task<(Suggestion? Suggestion, IReadOnlyList<Considered> NotTaken)> ChooseAsync(
        Question asked, CancellationToken cancellationToken)
    {
        if (snapshot.Version < 0)
        {
            await RefreshAsync(cancellationToken);
        }

        return snapshot.Choice.Choose(asked, organisations.Today);
    }

    /// <summary>
    /// Why an organisation may not be given a matter of a category today, or null where it may: it has ended, or it is a
    /// township and the matter a department's (国办函〔2025〕66号 item 5).
    /// </summary>
    internal Refusal? WhyNot(Organisation target, string? category) =>
        snapshot.Duties.WhyNot(target, category, organisations.Today);

    /// <summary>Brings this host's memory up to date where the database is ahead of it.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            // The version is read first: rules read after it are of this version or a later one, never of an older one.
            var version = await db.FindAsync<long>(RuleTable.SelectVersion, null, cancellationToken);
            if (version != snapshot.Version)
            {
                var rules = await RuleTable.AllAsync(db, cancellationToken);
                var duties = new TownshipDuties(await db.ListAsync<string>(SelectDuties, null, cancellationToken));
                snapshot = new Snapshot(version, rules, new RuleChoice(rules, duties), duties);
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

    [LoggerMessage(LogLevel.Warning, "Cannot read the dispatch catalogue; going on with the last one")]
    private partial void CannotRead(Exception exception);

    private sealed record Snapshot(long Version, IReadOnlyList<Rule> Rules, RuleChoice Choice, TownshipDuties Duties);
}
