using System.Text.Json;
using ContactCenter.Calls.Privacy;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Callers;

/// <summary>
/// Seals, at the start of a host, the numbers that were stored before numbers were sealed: piece by piece, each in a
/// transaction of its own, so that a start that is cut short goes on where it was.
/// </summary>
internal sealed partial class SealOldCalls(Db db, CallerSeal callers, ILogger<SealOldCalls> logger)
{
    private const int Piece = 500;

    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var count = await EachPieceAsync(FindCalls, SealCallsAsync, cancellationToken)
            + await EachPieceAsync(FindCallbacks, SealCallbacksAsync, cancellationToken);
        if (count > 0)
        {
            SealedOld(count);
        }
    }

    private async Task<int> EachPieceAsync(
        string find, Func<Work, IReadOnlyList<Clear>, Task> seal, CancellationToken cancellationToken)
    {
        var (count, after) = (0, Guid.Empty);
        while (true)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            var piece = await work.ListAsync<Clear>(find, new { after, Piece });
            if (piece.Count == 0)
            {
                return count;
            }

            await seal(work, piece);
            await work.CommitAsync();
            count += piece.Count;
            after = piece[^1].Id;
        }
    }

    private async Task SealCallsAsync(Work work, IReadOnlyList<Clear> piece)
    {
        var numbers = piece.ToDictionary(one => one.Id, one => (Clear: one.Caller, Sealed: callers.Of(one.Caller)));
        var ids = numbers.Keys.ToArray();
        await work.ExecuteAsync(UpdateCalls, Columns(piece, numbers));

        var legs = await work.ListAsync<Leg>(FindLegs, new { ids });
        await work.ExecuteAsync(UpdateLegs, new
        {
            Ids = legs.Select(leg => leg.CallId).ToArray(),
            Legs = legs.Select(leg => leg.Name).ToArray(),
            Addresses = legs.Select(leg => Sealed(leg.Address, numbers[leg.CallId])).ToArray(),
        });

        var signals = await work.ListAsync<Signal>(FindSignals, new { ids });
        await work.ExecuteAsync(UpdateSignals, new
        {
            Sources = signals.Select(signal => signal.Source).ToArray(),
            Ids = signals.Select(signal => signal.Id).ToArray(),
            Payloads = signals.Select(signal => Json(callers.Journalled(
                JsonSerializer.Deserialize<CallSignal>(signal.Payload, Platform.Json.Options)!, numbers[signal.CallId].Sealed))).ToArray(),
        });

        var commands = await work.ListAsync<Command>(FindCommands, new { ids });
        await work.ExecuteAsync(UpdateCommands, new
        {
            Ids = commands.Select(command => command.Id).ToArray(),
            Payloads = commands.Select(command => Sealed(command, numbers[command.CallId])).ToArray(),
        });
        await work.ExecuteAsync(HideKeys, new { ids });
    }

    private async Task SealCallbacksAsync(Work work, IReadOnlyList<Clear> piece) => await work.ExecuteAsync(
        UpdateCallbacks, Columns(piece, piece.ToDictionary(one => one.Id, one => (one.Caller, callers.Of(one.Caller)))));

    private static object Columns(
        IReadOnlyList<Clear> piece, Dictionary<Guid, (string Clear, SealedCaller Sealed)> numbers) => new
        {
            Ids = piece.Select(one => one.Id).ToArray(),
            Callers = piece.Select(one => numbers[one.Id].Sealed.Stored).ToArray(),
            Prints = piece.Select(one => numbers[one.Id].Sealed.Print).ToArray(),
            Shown = piece.Select(one => numbers[one.Id].Sealed.Shown).ToArray(),
        };

    private static string Sealed(string address, (string Clear, SealedCaller Sealed) number) =>
        address.StartsWith(number.Clear, StringComparison.Ordinal)
            ? number.Sealed.Stored + address[number.Clear.Length..]
            : address;

    private static string Sealed(Command command, (string Clear, SealedCaller Sealed) number)
    {
        var ring = (RingParty)JsonSerializer.Deserialize<CallCommand>(command.Payload, Platform.Json.Options)!;
        return Json<CallCommand>(ring with
        {
            Address = Sealed(ring.Address, number),
            CallerNumber = Sealed(ring.CallerNumber, number),
        });
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Platform.Json.Options);

    [LoggerMessage(LogLevel.Information, "Sealed the numbers of {Count} calls and callbacks that were stored in clear")]
    private partial void SealedOld(int count);

    private sealed record Clear(Guid Id, string Caller);

    private sealed record Leg(Guid CallId, string Name, string Address);

    private sealed record Signal(string Source, string Id, Guid CallId, string Payload);

    private sealed record Command(Guid Id, Guid CallId, string Payload);

    private const string FindCalls = """
        select id, caller
        from calls.calls
        where caller_print = '' and length(caller) > 5 and caller not like 's1.%' and id > @after
        order by id
        limit @Piece
        for update
        """;

    private const string FindCallbacks = """
        select id, caller
        from calls.callbacks
        where caller_print = '' and length(caller) > 5 and caller not like 's1.%' and id > @after
        order by id
        limit @Piece
        for update
        """;

    private const string UpdateCalls = """
        update calls.calls
        set caller = fresh.caller, caller_print = fresh.print, caller_shown = fresh.shown
        from unnest(@Ids, @Callers, @Prints, @Shown) as fresh (id, caller, print, shown)
        where calls.id = fresh.id
        """;

    private const string UpdateCallbacks = """
        update calls.callbacks
        set caller = fresh.caller, caller_print = fresh.print, caller_shown = fresh.shown
        from unnest(@Ids, @Callers, @Prints, @Shown) as fresh (id, caller, print, shown)
        where callbacks.id = fresh.id
        """;

    private const string FindLegs = """
        select call_id as CallId, leg as Name, address as Address
        from calls.legs
        where call_id = any(@ids) and role = 'citizen'
        limit 100000
        """;

    private const string UpdateLegs = """
        update calls.legs
        set address = fresh.address
        from unnest(@Ids, @Legs, @Addresses) as fresh (call_id, leg, address)
        where legs.call_id = fresh.call_id and legs.leg = fresh.leg
        """;

    private const string FindSignals = """
        select source as Source, id as Id, call_id as CallId, payload as Payload
        from calls.signals
        where call_id = any(@ids) and type in ('callArrived', 'transferAsked', 'digitsPressed')
        limit 100000
        """;

    private const string UpdateSignals = """
        update calls.signals
        set payload = fresh.payload
        from unnest(@Sources, @Ids, @Payloads) as fresh (source, id, payload)
        where signals.source = fresh.source and signals.id = fresh.id
        """;

    private const string FindCommands = """
        select id as Id, call_id as CallId, payload as Payload
        from calls.commands
        where call_id = any(@ids) and type = 'ringParty'
        limit 100000
        """;

    private const string UpdateCommands = """
        update calls.commands
        set payload = fresh.payload
        from unnest(@Ids, @Payloads) as fresh (id, payload)
        where commands.id = fresh.id
        """;

    private const string HideKeys = """
        update calls.call_history set detail = '****' where call_id = any(@ids) and kind = 'digits' and length(detail) > 4
        """;
}
