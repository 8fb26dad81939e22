using ContactCenter.Calls.Live;
using ContactCenter.Calls.Privacy;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Telephony;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Journal;

/// <summary>Takes signals in: journal, state, decision and commands in one transaction.</summary>
internal sealed class SignalIntake(
    TurnRunner turns, Db db, Reconciliation reconciliation, StickyAgents sticky, QueueBook queues, ILines lines, CallerSeal callers)
    : ICallSignals
{
    // A repeat, or word of a call that never was: kept as evidence, and nothing else.
    private const string MarkUnknown = "update calls.signals set anomaly = 'unknown-call' where source = @Source and id = @Id";

    private const string SelectCommand = "select type, leg from calls.commands where id = @id";

    public async Task<SignalOutcome> ApplyAsync(CallSignal signal, CancellationToken cancellationToken)
    {
        var actor = $"pbx:{signal.Stamp.Source}";
        if (signal is CallArrived arrived)
        {
            return await ArriveAsync(arrived, actor, cancellationToken);
        }

        var meant = await MeantAsync(signal, cancellationToken);
        var target = meant is TransferAsked asked ? await lines.FindTransferAsync(asked.Target, cancellationToken) : null;
        var outcome = await turns.OnCallAsync(
            signal.CallId, actor,
            picture => meant is TransferAsked transfer
                ? TransferRules.Apply(picture, transfer, target)
                : CallRules.Apply(picture, meant),
            cancellationToken, callers.Journalled(signal), countQueues: meant is PartyLeft or PromptFinished or TransferAsked);
        switch (outcome)
        {
            case null:
                await using (var work = await db.BeginAsync(cancellationToken))
                {
                    await work.ExecuteAsync(MarkUnknown, signal.Stamp);
                    await work.CommitAsync();
                }

                return SignalOutcome.Anomaly;
            case { IsRepeat: true }:
                return SignalOutcome.Duplicate;
            default:
                return outcome.Refusal is null ? SignalOutcome.Applied : SignalOutcome.Anomaly;
        }
    }

    public Task ReconcileAsync(ExchangeSnapshot snapshot, CancellationToken cancellationToken) =>
        reconciliation.CompareAsync(snapshot, cancellationToken);

    public Task SetSourceStateAsync(string source, SourceState state, CancellationToken cancellationToken) =>
        reconciliation.SetStateAsync(source, state, cancellationToken);

    private async Task<SignalOutcome> ArriveAsync(CallArrived arrived, string actor, CancellationToken cancellationToken)
    {
        var caller = callers.Of(arrived.Caller.Digits);
        var call = new Call
        {
            Id = arrived.CallId,
            Source = arrived.Stamp.Source,
            PbxCall = arrived.Call,
            Direction = CallDirection.Inbound,
            Line = arrived.Route.Line,
            LineName = arrived.Route.LineName,
            Dialled = arrived.Dialled,
            Caller = caller.Stored,
            CallerPrint = caller.Print,
            CallerShown = caller.Shown,
            ArrivedAt = arrived.Stamp.At,
            CitizenLeg = arrived.Leg,
            StickyAgent = queues.All.Any(queue => queue.Sticky) ? await sticky.FindAsync(caller.Print, cancellationToken) : null,
        };
        call.Route = arrived.Route;
        var citizen = new Leg
        {
            Id = arrived.Leg,
            Role = LegRole.Citizen,
            Address = caller.Stored,
            State = LegState.Ringing,
            StartedAt = arrived.Stamp.At,
        };
        var outcome = await turns.OnArrivalAsync(
            call, citizen, actor, callers.Journalled(arrived, caller), picture => RouteRules.Enter(picture, 0, "arrived"), cancellationToken);
        return outcome switch
        {
            { IsRepeat: true } => SignalOutcome.Duplicate,
            { Refusal: not null } => SignalOutcome.Anomaly,
            _ => SignalOutcome.Applied,
        };
    }

    /// <summary>A ring that failed is a party that could not be reached; any other failure stays what it is.</summary>
    private async Task<CallSignal> MeantAsync(CallSignal signal, CancellationToken cancellationToken)
    {
        if (signal is not CommandFailed failed)
        {
            return signal;
        }

        var command = await db.FindAsync<CommandRow>(SelectCommand, new { id = failed.Command }, cancellationToken);
        return command is { Type: "ringParty", Leg: { } leg }
            ? new PartyLeft(failed.Stamp, failed.Call, leg, new Ending(EndedBy.Carrier, "unreachable"))
            : failed;
    }

    private sealed record CommandRow(string Type, string? Leg);
}
