using System.Text.Json.Nodes;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>
/// Seals, at the start of a host, what was stored before events were sealed, in pieces that each have a transaction of their
/// own. The hash of an event is made anew with the key, or a sender's repeat would look like a changed event.
/// </summary>
internal sealed partial class SealOldEvents(Db db, ISealedMessages messages, IPersonalData personal, ILogger<SealOldEvents> logger)
{
    private const int Piece = 500;

    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var count = await EachPieceAsync<Event>(FindEvents, SealEventsAsync, cancellationToken)
            + await EachPieceAsync<Stored>(FindQuarantined, SealQuarantinedAsync, cancellationToken)
            + await EachPieceAsync<Command>(FindCommands, SealCommandsAsync, cancellationToken)
            + await EachPieceAsync<Secret>(FindSecrets, SealSecretsAsync, cancellationToken);
        if (count > 0)
        {
            SealedOld(count);
        }
    }

    /// <summary>A piece that is sealed is not found again.</summary>
    private async Task<int> EachPieceAsync<T>(
        string find, Func<Work, IReadOnlyList<T>, Task<int>> seal, CancellationToken cancellationToken)
    {
        for (var count = 0; ;)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            var piece = await work.ListAsync<T>(find, new { Piece });
            if (piece.Count == 0)
            {
                return count;
            }

            count += await seal(work, piece);
            await work.CommitAsync();
        }
    }

    private Task<int> SealEventsAsync(Work work, IReadOnlyList<Event> piece) => work.ExecuteAsync(UpdateEvents, new
    {
        Sources = piece.Select(one => one.Source).ToArray(),
        Ids = piece.Select(one => one.Id).ToArray(),
        Hashes = piece.Select(HashOf).ToArray(),
        Bodies = piece.Select(one => messages.Seal(one.Body)).ToArray(),
    });

    private Task<int> SealQuarantinedAsync(Work work, IReadOnlyList<Stored> piece) => work.ExecuteAsync(UpdateQuarantined, new
    {
        Ids = piece.Select(one => one.Id).ToArray(),
        Hashes = piece.Select(one => messages.Hash(one.Body)).ToArray(),
        Bodies = piece.Select(one => messages.Seal(one.Body)).ToArray(),
    });

    private Task<int> SealCommandsAsync(Work work, IReadOnlyList<Command> piece) => work.ExecuteAsync(UpdateCommands, new
    {
        Ids = piece.Select(one => one.Id).ToArray(),
        Bodies = piece.Select(one => personal.Seal(PersonalKind.Narrative, one.Body).Token).ToArray(),
    });

    private Task<int> SealSecretsAsync(Work work, IReadOnlyList<Secret> piece) => work.ExecuteAsync(UpdateSecrets, new
    {
        Ids = piece.Select(one => one.Id).ToArray(),
        Secrets = piece.Select(one => messages.Seal(one.Key)).ToArray(),
    });

    private byte[] HashOf(Event one) => one.Epoch == LocalEvents.Epoch
        ? messages.Hash(LocalEvents.Hashed(one.EventId, (string?)JsonNode.Parse(one.Body)?["data"]?["reason"]))
        : messages.Hash(one.Body);

    [LoggerMessage(LogLevel.Information, "Sealed {Count} events, commands and secrets that were stored in clear")]
    private partial void SealedOld(int count);

    private sealed record Event(string Source, long Id, string EventId, string Epoch, byte[] Body);

    private sealed record Stored(long Id, byte[] Body);

    private sealed record Command(Guid Id, string Body);

    private sealed record Secret(Guid Id, byte[] Key);

    private const string FindEvents = """
        select source as Source, id as Id, event_id as EventId, epoch as Epoch, body as Body
        from telephony.inbox
        where substring(body from 1 for 5) <> '\x73312e6d2e'::bytea
        order by source, id
        limit @Piece
        for update
        """;

    private const string UpdateEvents = """
        update telephony.inbox
        set hash = fresh.hash, body = fresh.body
        from unnest(@Sources, @Ids, @Hashes, @Bodies) as fresh (source, id, hash, body)
        where inbox.source = fresh.source and inbox.id = fresh.id
        """;

    private const string FindQuarantined = """
        select id as Id, body as Body
        from telephony.quarantine
        where substring(body from 1 for 5) <> '\x73312e6d2e'::bytea
        order by id
        limit @Piece
        for update
        """;

    private const string UpdateQuarantined = """
        update telephony.quarantine
        set hash = fresh.hash, body = fresh.body
        from unnest(@Ids, @Hashes, @Bodies) as fresh (id, hash, body)
        where quarantine.id = fresh.id
        """;

    // Commands are kept for as long as events: few enough to look at all of them at a start.
    private const string FindCommands = """
        select id as Id, body as Body from telephony.commands where body like '{%' order by id limit @Piece for update
        """;

    private const string UpdateCommands = """
        update telephony.commands
        set body = fresh.body
        from unnest(@Ids, @Bodies) as fresh (id, body)
        where commands.id = fresh.id
        """;

    private const string FindSecrets = """
        select id as Id, secret as Key
        from telephony.source_keys
        where substring(secret from 1 for 5) <> '\x73312e6d2e'::bytea
        order by id
        limit @Piece
        for update
        """;

    private const string UpdateSecrets = """
        update telephony.source_keys
        set secret = fresh.secret
        from unnest(@Ids, @Secrets) as fresh (id, secret)
        where source_keys.id = fresh.id
        """;
}
