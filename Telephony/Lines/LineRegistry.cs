using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Telephony;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;
using Npgsql;

namespace ContactCenter.Telephony.Lines;

/// <summary>
/// Decides, for every arriving call, which line it is for and what happens to it. It answers from memory; <see cref="LineWatch"/>
/// keeps that memory at most a second behind the database.
/// </summary>
internal sealed partial class LineRegistry(
    Db db, NumberPlan plan, UnknownNumbers unknown, TimeProvider clock, ILogger<LineRegistry> logger)
    : ILines, IDisposable
{
    private const string SelectVersion = "select version from telephony.registry_state";

    // A display of what the trunk sent; a number with its URI fits, an attack does not.
    private const int LongestDialled = 128;

    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile LineSnapshot snapshot = LineSnapshot.Empty;

    /// <summary>The registry as this host last read it.</summary>
    internal LineSnapshot Snapshot => snapshot;

    /// <summary>
    /// Routes an arrived call and counts it where no line has its number. Never throws for anything a trunk may send; asks the
    /// database only where this host has not seen the registry yet.
    /// </summary>
    internal async ValueTask<RoutedCall> RouteAsync(IncomingCall call, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureLoadedAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            // A host that starts without its database still knows where a call may wait.
            RoutedBlind(logger, exception);
        }

        var routed = Decide(call);
        if (routed.Line is null && snapshot.Version >= 0)
        {
            unknown.Count(routed.Number, call.At);
        }

        return routed;
    }

    /// <summary>What <see cref="RouteAsync"/> decides, without counting.</summary>
    internal RoutedCall Decide(IncomingCall call)
    {
        var (registry, day) = (snapshot, CityDay.Of(call.At));
        var dialled = plan.Dialled(call.Dialled);
        var (line, number, origin) = (registry.Find(dialled, day), dialled, NumberOrigin.Dialled);
        if (plan.TrustsForwardingHeaders)
        {
            foreach (var (sent, from) in SentBefore(call))
            {
                var earlier = plan.Dialled(sent);
                if (earlier.IsReadable && registry.Find(earlier, day) is { } found)
                {
                    (line, number, origin) = (found, earlier, from);
                    break;
                }
            }
        }

        var route = line is null ? LineRouting.RouteOfUnknown() : LineRouting.RouteOf(line, day, plan.HomeArea);
        return new RoutedCall(plan.Caller(call.Caller), Shown(call.Dialled), number, origin, line, route);
    }

    /// <inheritdoc/>
    public async Task<ForwardStep?> FindForwardAsync(string line, CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync(cancellationToken);
        return snapshot.Find(plan.Dialled(line), CityDay.Today(clock))?.Settings is { ForwardAddress: { } address } settings
            ? new ForwardStep(address, settings.OverflowSeconds ?? LineRouting.RingSeconds, null)
            : null;
    }

    /// <inheritdoc/>
    public async Task<RouteStep?> FindTransferAsync(string number, CancellationToken cancellationToken)
    {
        if (await FindForwardAsync(number, cancellationToken) is { } forward)
        {
            return forward;
        }

        // 110, the water works: linked with us, and reached at their own numbers.
        return snapshot.Find(plan.Dialled(number), CityDay.Today(clock))?.Settings is
            { Mode: MergeMode.Platform or MergeMode.WholeMerge or MergeMode.DualNumber or MergeMode.SubCenter or MergeMode.Unknown } ours
            ? new QueueStep(ours.Queue ?? LineRouting.GeneralQueue, null, null)
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ForwardTarget>> ListForwardTargetsAsync(CancellationToken cancellationToken)
    {
        await EnsureLoadedAsync(cancellationToken);
        return
        [
            .. snapshot.On(CityDay.Today(clock))
                .Where(line => line.Settings.ForwardAddress is not null)
                .Select(line => new ForwardTarget(line.KeyIn(plan.HomeArea), line.Settings.Name, line.Settings.Department)),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => refreshing.Dispose();

    /// <summary>Waits for this host's first look at the registry; later ones cost a call nothing.</summary>
    internal ValueTask EnsureLoadedAsync(CancellationToken cancellationToken) =>
        snapshot.Version < 0 ? new ValueTask(RefreshAsync(cancellationToken)) : ValueTask.CompletedTask;

    /// <summary>Brings this host's memory up to date where the database is ahead of it.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            // The version is read first: lines read after it are of this version or a later one, never of an older one.
            var version = await db.FindAsync<long>(SelectVersion, null, cancellationToken);
            if (version != snapshot.Version)
            {
                snapshot = new LineSnapshot(version, await LineTable.AllAsync(db, cancellationToken));
            }
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>
    /// Earlier targets in order of trust, the first dialled first. History-Info is the standard's full record; Diversion is its
    /// older, looser kin; P-Called-Party-ID is only what the last proxy was asked for. A number that is none of our lines
    /// (a department's switchboard, a citizen's telephone that forwards to us) decides nothing.
    /// </summary>
    private static IEnumerable<(string? Sent, NumberOrigin From)> SentBefore(IncomingCall call) =>
        ForwardingHeaders.HistoryInfo(call.HistoryInfo).Select(entry => ((string?)entry, NumberOrigin.HistoryInfo))
            .Concat(ForwardingHeaders.Diversion(call.Diversion).Select(entry => ((string?)entry, NumberOrigin.Diversion)))
            .Append((call.CalledParty, NumberOrigin.CalledParty));

    private static string Shown(string? dialled)
    {
        var shown = dialled is null || dialled.Length <= LongestDialled ? dialled ?? "" : dialled[..LongestDialled];
        return shown.Any(IsUnshowable) ? string.Concat(shown.Where(sign => !IsUnshowable(sign))) : shown;
    }

    // A lone surrogate is no text and the database would refuse it; numbers have no use for paired ones either.
    private static bool IsUnshowable(char sign) => char.IsControl(sign) || char.IsSurrogate(sign);

    [LoggerMessage(LogLevel.Error, "The line registry could not be read; the call goes to the general queue")]
    private static partial void RoutedBlind(ILogger logger, Exception exception);
}
