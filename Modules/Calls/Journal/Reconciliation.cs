using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Journal;

/// <summary>
/// The cure for lost events: what the PBX says is alive against what this system believes. A call or leg that two snapshots
/// in a row do not know is ended as <c>reconciled</c>; a command whose word never came is resolved by what is there.
/// </summary>
internal sealed partial class Reconciliation(Db db, TurnRunner turns, ILogger<Reconciliation> logger)
{
    private const string SelectLive = """
        select c.id, c.call, c.missing, l.leg, l.missing as leg_missing
        from calls.calls c
        left join calls.legs l on l.call_id = c.id and l.state <> 'ended' and l.started_at < @at
        where c.source = @source and c.state <> 'ended' and c.arrived_at < @at
          -- A callback that waits for its first agent is not on any PBX yet.
          and (c.direction = 'inbound' or c.answered_at is not null or c.state not in ('queued', 'offered'))
        limit 100000
        """;

    private const string MarkCalls = "update calls.calls set missing = missing + 1 where id = any(@ids) and state <> 'ended'";

    private const string ClearCalls = "update calls.calls set missing = 0 where id = any(@ids) and missing > 0";

    private const string MarkLegs = """
        update calls.legs set missing = missing + 1
        from unnest(@ids, @legs) as gone (id, leg)
        where legs.call_id = gone.id and legs.leg = gone.leg and legs.state <> 'ended'
        """;

    private const string ResolveCommands = """
        update calls.commands
        set state = 'unknown', settled_at = clock_timestamp(), result = 'no word within 60 s'
        where source = @source and state = 'sent' and sent_at < clock_timestamp() - interval '60 seconds'
        """;

    internal async Task CompareAsync(ExchangeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<LiveRow>(SelectLive, new { at = snapshot.At, source = snapshot.Source }, cancellationToken);
        var alive = snapshot.Calls.ToDictionary(call => call.Call, call => call.Legs.ToHashSet());
        var goneCalls = rows.Where(row => !alive.ContainsKey(row.Call)).DistinctBy(row => row.Id).ToList();
        var goneLegs = rows
            .Where(row => row.Leg is not null && alive.TryGetValue(row.Call, out var legs) && !legs.Contains(row.Leg))
            .ToList();
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            await work.ExecuteAsync(MarkCalls, new { ids = goneCalls.Select(row => row.Id.Value).ToArray() });
            await work.ExecuteAsync(ClearCalls, new
            {
                ids = rows.Where(row => alive.ContainsKey(row.Call)).Select(row => row.Id.Value).ToArray(),
            });
            await work.ExecuteAsync(MarkLegs, new
            {
                ids = goneLegs.Select(row => row.Id.Value).ToArray(),
                legs = goneLegs.Select(row => row.Leg).ToArray(),
            });
            await work.ExecuteAsync(ResolveCommands, new { source = snapshot.Source });
            await work.CommitAsync();
        }

        var reconciled = new Ending(EndedBy.System, "reconciled");
        foreach (var row in goneCalls.Where(row => row.Missing >= 1))
        {
            CallReconciled(row.Id, snapshot.Source);
            await turns.OnCallAsync(row.Id, "reconciler", picture =>
            {
                if (!picture.Call.IsLive)
                {
                    return "over";
                }

                EndRules.End(picture, reconciled, outcome: null);
                return null;
            }, cancellationToken);
        }

        foreach (var row in goneLegs.Where(row => row.LegMissing >= 1))
        {
            var stamp = new Stamp(
                snapshot.Source, $"reconciled:{row.Call}:{row.Leg}", "reconciler", 0, null, snapshot.At);
            await turns.OnCallAsync(
                row.Id, "reconciler", picture => CallRules.Apply(picture, new PartyLeft(stamp, row.Call, row.Leg!, reconciled)),
                cancellationToken, countQueues: true);
        }
    }

    internal async Task SetStateAsync(string source, SourceState state, CancellationToken cancellationToken)
    {
        if (await turns.OnSourceAsync(source, state, cancellationToken))
        {
            SourceChanged(source, state);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {Call} is not on {Source} any more; ended as reconciled")]
    private partial void CallReconciled(CallId call, string source);

    [LoggerMessage(LogLevel.Warning, "PBX {Source} is now {State}")]
    private partial void SourceChanged(string source, SourceState state);

    private sealed record LiveRow(CallId Id, string Call, int Missing, string? Leg, int? LegMissing);
}
