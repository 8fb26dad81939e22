using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Sources;
using ContactCenter.Telephony.Exchange;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>Works off what a source says about itself: heartbeats, snapshots, and everything that this system has no use for.</summary>
internal sealed class SourceLane(
    ICallSignals signals, IArrivalRouting routing, Db db, ReadyCalls ready, SourceClock clocks)
{
    // A snapshot waits for the events that came before it, but not for ever: a gap may hold one of them for two seconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Does what can be done now for a source whose lock this host holds.</summary>
    internal async Task WorkAsync(NpgsqlConnection connection, CallKey key, LaneWork work, CancellationToken cancellationToken)
    {
        var settlement = new Settlement();
        foreach (var row in work.Rows)
        {
            switch (row.Reading.Event!.Type)
            {
                case EventTypes.Heartbeat:
                    await clocks.NoteAsync(key.Source, row.HappenedAt, row.ReceivedAt, cancellationToken);
                    break;
                case EventTypes.Snapshot:
                    if (work.Now - row.ReceivedAt < LongestWait
                        && await db.FindAsync<bool>(IsEarlierWaiting, new { key.Source, row.Id }, cancellationToken))
                    {
                        ready.AddAfter(key, LookAgain);
                        continue;
                    }

                    if (!await ReconcileAsync(key.Source, row, work.Skew, cancellationToken))
                    {
                        settlement.Oddities.Add((row.Id, "late"));
                    }

                    break;
                default:
                    settlement.Oddities.Add((row.Id, "unknown_type"));
                    break;
            }

            settlement.Done.Add(row.Id);
        }

        await LaneStore.SettleAsync(connection, key, settlement, cancellationToken);
        if (work.IsCut)
        {
            ready.Add(key);
        }
    }

    /// <summary>Has the calls compared with the list; false where a newer list was there before.</summary>
    private async Task<bool> ReconcileAsync(
        string source, JournalRow row, TimeSpan? skew, CancellationToken cancellationToken)
    {
        var stamp = row.ToStamp(source, skew);
        if (await db.FindAsync<bool>(IsOutdated, new { source, stamp.At }, cancellationToken))
        {
            return false;
        }

        var listed = row.Reading.Data!.Calls!;
        var calls = listed.Select(call => call.CallId!).Distinct().ToArray();
        var names = (await db.ListAsync<CallName>(FindCallNames, new { source, calls }, cancellationToken))
            .ToDictionary(name => name.Call, name => name.KnownAs);
        var legs = (await db.ListAsync<LegName>(FindLegNames, new { source, calls }, cancellationToken))
            .ToDictionary(name => (name.Call, name.Leg), name => name.KnownAs);

        foreach (var call in listed.Where(call => !names.ContainsKey(call.CallId!) && call is { Dialled.Length: > 0, Legs.Count: > 0 }))
        {
            // Alive there and never heard of here: its arrival was lost, and the citizen waits.
            var arrived = await routing.RouteAsync(
                new Arrival(
                    stamp with { Id = $"{stamp.Id}:{call.CallId}", CallSequence = null }, call.CallId!, call.Legs![0],
                    call.Dialled, call.Caller, CalledParty: call.OriginalLine),
                cancellationToken);
            await signals.ApplyAsync(arrived, cancellationToken);
        }

        var live = listed.Select(call => new LiveCall(
            names.GetValueOrDefault(call.CallId!) ?? call.CallId!,
            [.. call.Legs!.Select(leg => legs.GetValueOrDefault((call.CallId!, leg)) ?? leg)]));
        await signals.ReconcileAsync(new ExchangeSnapshot(source, stamp.At, [.. live]), cancellationToken);

        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(NoteSnapshot, new { source, stamp.At, row.ReceivedAt });
        await work.CommitAsync();
        return true;
    }

    private sealed record CallName(string Call, string? KnownAs);

    private sealed record LegName(string Call, string Leg, string KnownAs);

    private const string IsEarlierWaiting = """
        select exists (
            select from telephony.pending where source = @Source and call <> '' and id < @Id)
        """;

    private const string IsOutdated = """
        select coalesce(last_snapshot_at > @At, false) from telephony.sources where source = @source
        """;

    private const string FindCallNames = """
        select call, known_as as KnownAs
        from telephony.call_cursors
        where source = @source and call = any (@calls)
        limit 10000
        """;

    private const string FindLegNames = """
        select call, leg, known_as as KnownAs
        from telephony.leg_names
        where source = @source and call = any (@calls)
        limit 10000
        """;

    private const string NoteSnapshot = """
        update telephony.sources
        set last_snapshot_at = @At,
            snapshot_wanted_at = case when snapshot_wanted_at > @ReceivedAt then snapshot_wanted_at end,
            snapshot_asked_at = null
        where source = @source
        """;
}
