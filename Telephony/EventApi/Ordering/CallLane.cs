using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.EventApi.Commands;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.Exchange;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>Tells the Calls module what the journal holds of one call, in order.</summary>
internal sealed partial class CallLane(
    ICallSignals signals, IArrivalRouting routing, CommandBook commands, SnapshotWishes wishes, ReadyCalls ready,
    IOptions<EventApiOptions> options, ILogger<CallLane> logger)
{
    // Five tries over some fifteen seconds; then the rest of the call is worth more than this event.
    private const int MostFailures = 5;

    /// <summary>Applies what can be applied of a call whose lock this host holds.</summary>
    internal async Task WorkAsync(NpgsqlConnection connection, CallKey key, LaneWork work, CancellationToken cancellationToken)
    {
        var plan = CallOrder.Next(
            work.Cursor, work.Rows.Select(row => row.ToWaiting()), work.Now, options.Value.GapWait);
        var settlement = new Settlement { Cursor = plan.Cursor, KnownAs = work.KnownAs };
        await LearnNamesAsync(key, work, settlement, cancellationToken);

        var rows = work.Rows.ToDictionary(row => row.Id);
        foreach (var step in plan.Steps)
        {
            var row = rows[step.Event.Id];
            try
            {
                await TakeAsync(key, work, row, step, settlement, cancellationToken);
            }
            catch (Exception exception) when (exception is not (NpgsqlException or OperationCanceledException or TimeoutException))
            {
                CannotApply(row.Id, key.Source, row.Failures + 1, exception);
                if (row.Failures + 1 < MostFailures)
                {
                    // What was applied before it is applied once more then, which changes nothing.
                    await LaneStore.NoteFailureAsync(connection, key, row.Id, cancellationToken);
                    await LaneStore.SettleAsync(connection, key, new Settlement(), cancellationToken);
                    ready.AddAfter(key, TimeSpan.FromSeconds(Math.Pow(2, row.Failures)));
                    return;
                }

                settlement.Oddities.Add((row.Id, "failed"));
            }

            settlement.Done.Add(row.Id);
        }

        await LaneStore.SettleAsync(connection, key, settlement, cancellationToken);
        if (settlement.WantsSnapshot)
        {
            wishes.Make(key.Source);
        }

        if (plan.LookAgainAt is { } time)
        {
            ready.AddAfter(key, time - work.Now + TimeSpan.FromMilliseconds(5));
        }
        else if (work.IsCut)
        {
            ready.Add(key);
        }
    }

    private async Task TakeAsync(
        CallKey key, LaneWork work, JournalRow row, Step step, Settlement settlement, CancellationToken cancellationToken)
    {
        if (step.IsAfterGap)
        {
            settlement.Oddities.Add((row.Id, "gap"));
            settlement.WantsSnapshot = true;
        }

        switch (step.Verdict)
        {
            case Verdict.Late:
                settlement.Oddities.Add((row.Id, "late"));
                return;
            case Verdict.Revival:
                settlement.Oddities.Add((row.Id, "revival"));
                return;
        }

        if (!row.Reading.IsKnown)
        {
            settlement.Oddities.Add((row.Id, "unknown_type"));
            return;
        }

        if (await SignalOfAsync(key, work, row, settlement, cancellationToken) is { } signal
            && await signals.ApplyAsync(signal, cancellationToken) is SignalOutcome.Anomaly)
        {
            settlement.Oddities.Add((row.Id, "anomaly"));
        }
    }

    private async ValueTask<CallSignal?> SignalOfAsync(
        CallKey key, LaneWork work, JournalRow row, Settlement settlement, CancellationToken cancellationToken)
    {
        var stamp = row.ToStamp(key.Source, work.Skew);
        var call = settlement.KnownAs ?? key.Call;
        if (!Translation.IsArrival(row.Reading))
        {
            return Translation.ToSignal(row.Reading, stamp, call, LegName);
        }

        var data = row.Reading.Data!;
        return await routing.RouteAsync(
            new Arrival(
                stamp, call, LegName(data.LegId!), data.Dialled, data.Party?.Address, data.Diversion,
                HistoryInfo: null, CalledParty: data.OriginalLine),
            cancellationToken);

        string LegName(string leg) => settlement.Legs.GetValueOrDefault(leg) ?? work.Legs.GetValueOrDefault(leg) ?? leg;
    }

    /// <summary>
    /// A PBX may name a leg, or a whole call, that it made on our command as it likes, as long as it says which command that
    /// was: signals carry our names.
    /// </summary>
    private async Task LearnNamesAsync(CallKey key, LaneWork work, Settlement settlement, CancellationToken cancellationToken)
    {
        foreach (var row in work.Rows)
        {
            if (row.Reading is not { Event.Type: EventTypes.LegStateChanged, Data: { CorrelationId: { Length: > 0 } id, LegId: { } leg } }
                || work.Legs.ContainsKey(leg) || settlement.Legs.ContainsKey(leg)
                || !CommandId.TryParse(id, out var command)
                || await commands.FindMadeAsync(key.Source, command, cancellationToken) is not { } made)
            {
                continue;
            }

            if (made.Call != key.Call)
            {
                settlement.KnownAs ??= made.Call;
            }

            if (made.Leg is not null && made.Leg != leg)
            {
                settlement.Legs[leg] = made.Leg;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Event {Row} of {Source} could not be applied, attempt {Attempt}")]
    private partial void CannotApply(long row, string source, int attempt, Exception exception);
}
