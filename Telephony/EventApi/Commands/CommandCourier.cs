using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Telephony.EventApi.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Commands;

/// <summary>
/// Takes commands to the PBXs that have a callback, and gives up on those that no PBX took in time. Every host does it; a claim
/// keeps two from pushing one command at once and lapses with the host.
/// </summary>
internal sealed partial class CommandCourier(
    CommandBook book, LocalEvents events, Db db, Bells bells, IHttpClientFactory clients, Signing.SourceKeys keys, TimeProvider clock,
    IOptions<EventApiOptions> options, ILogger<CommandCourier> logger) : BackgroundService
{
    private const int AtOnce = 32;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookForSourcesEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, bool> running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rounds = new List<Task>();
        try
        {
            while (true)
            {
                try
                {
                    foreach (var source in await db.ListAsync<string>(FindSources, null, stoppingToken))
                    {
                        if (running.TryAdd(source, true))
                        {
                            rounds.Add(ServeAsync(source, stoppingToken));
                        }
                    }
                }
                catch (NpgsqlException exception)
                {
                    NoDatabase(exception);
                }

                rounds.RemoveAll(round => round.IsCompleted);
                await Task.Delay(LookForSourcesEvery, clock, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(rounds);
        }
    }

    private async Task ServeAsync(string source, CancellationToken stoppingToken)
    {
        var push = new CommandPush(clients, keys, clock);
        try
        {
            while (true)
            {
                try
                {
                    if (await db.FindAsync<Target>(FindTarget, new { source }, stoppingToken) is not { } target)
                    {
                        return;
                    }

                    await ExpireAsync(source, stoppingToken);
                    if (target.CallbackUrl is { } callback)
                    {
                        await book.TakeOverAsync(source, stoppingToken);
                        await AskForSnapshotAsync(source, new Uri(callback), push, stoppingToken);
                        while (await PushNextAsync(source, new Uri(callback), push, stoppingToken))
                        {
                        }

                        await bells.WaitAsync(CommandBook.BellOf(source), LookEvery, stoppingToken);
                    }
                    else
                    {
                        // A PBX that fetches its commands has the bell to itself.
                        await Task.Delay(LookEvery, clock, stoppingToken);
                    }
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException or UriFormatException)
                {
                    CannotServe(source, exception);
                    await Task.Delay(LookForSourcesEvery, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host ends; claims lapse and another host goes on.
        }
        finally
        {
            running.TryRemove(source, out _);
        }
    }

    private async Task<bool> PushNextAsync(string source, Uri callback, CommandPush push, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var claimed = await work.ListAsync<BookedCommand>(Claim, new { source, AtOnce });
        await work.CommitAsync();
        if (claimed.Count is 0)
        {
            return false;
        }

        var written = await book.WriteAsync(source, [.. claimed.OrderBy(one => one.Position)], cancellationToken);
        var pushed = await Task.WhenAll(written.Select(command => PushAsync(source, callback, push, command, cancellationToken)));
        return pushed.Any(taken => taken);
    }

    private async Task<bool> PushAsync(
        string source, Uri callback, CommandPush push, JsonObject command, CancellationToken cancellationToken)
    {
        var id = CommandId.From(Guid.Parse((string)command["id"]!));
        switch (await push.PostAsync(source, callback, command, cancellationToken))
        {
            case Pushed.Taken:
                await book.MarkSentAsync(source, [id], done: false, cancellationToken);
                return true;
            case Pushed.Refused:
                Refused(id, source);
                await events.TellAsync(source, (string)command["data"]!["callId"]!, id, "refused", $"refused:{id}");
                await book.MarkSentAsync(source, [id], done: false, cancellationToken);
                return true;
            default:
                await using (var work = await db.BeginAsync(cancellationToken))
                {
                    await work.ExecuteAsync(Release, new { id });
                    await work.CommitAsync();
                }

                return false;
        }
    }

    /// <summary>Tells the calls of commands that could not be delivered in time; they are not delivered afterwards.</summary>
    private async Task ExpireAsync(string source, CancellationToken cancellationToken)
    {
        foreach (var late in await db.ListAsync<Late>(
            FindLate, new { source, options.Value.CommandsExpireAfter }, cancellationToken))
        {
            if (await events.TellAsync(source, late.Call, CommandId.From(late.Id), "unreachable", $"expired:{late.Id}") is null)
            {
                await using var work = await db.BeginAsync(cancellationToken);
                await work.ExecuteAsync(NoteExpired, new { late.Id });
                await work.CommitAsync();
                Expired(late.Id, source);
            }
        }
    }

    private async Task AskForSnapshotAsync(string source, Uri callback, CommandPush push, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<DateTime?>(TakeSnapshotWish, new { source }) is { } wantedAt)
        {
            await work.CommitAsync();
            await push.PostAsync(
                source,
                callback,
                new JsonObject
                {
                    ["specversion"] = "1.0",
                    ["id"] = $"snapshot:{wantedAt.Ticks}:{clock.GetUtcNow().ToUnixTimeSeconds()}",
                    ["source"] = CommandWire.Us,
                    ["type"] = CommandWire.SnapshotRequested,
                    ["time"] = clock.GetUtcNow(),
                },
                cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Command {Command} was refused by {Source}")]
    private partial void Refused(CommandId command, string source);

    [LoggerMessage(LogLevel.Warning, "Command {Command} did not reach {Source} in time")]
    private partial void Expired(Guid command, string source);

    [LoggerMessage(LogLevel.Error, "Commands cannot be taken to {Source}")]
    private partial void CannotServe(string source, Exception exception);

    [LoggerMessage(LogLevel.Error, "Commands wait because the database cannot be reached")]
    private partial void NoDatabase(Exception exception);

    private sealed record Target(string? CallbackUrl);

    private sealed record Late(Guid Id, string Call);

    private const string FindSources = """
        select source from telephony.sources where disabled_at is null order by source limit 1000
        """;

    private const string FindTarget = """
        select callback_url as CallbackUrl from telephony.sources where source = @source and disabled_at is null
        """;

    // Of each call only the oldest, so that no command overtakes another one of its call, on whatever host.
    private const string Claim = """
        update telephony.commands
        set claimed_until = now() + interval '8 seconds', attempts = attempts + 1
        where id in (
            select next.id
            from telephony.commands next
            where next.source = @source and next.sent_at is null and next.expired_at is null
                and (next.claimed_until is null or next.claimed_until < now())
                and not exists (
                    select from telephony.commands earlier
                    where earlier.source = next.source and earlier.call = next.call and earlier.position < next.position
                        and earlier.sent_at is null and earlier.expired_at is null)
            order by next.position
            limit @AtOnce
            for update skip locked)
        returning id, position, call, type, body, written_at as WrittenAt
        """;

    private const string Release = """
        update telephony.commands
        set claimed_until = now() + least(attempts, 8) * interval '250 milliseconds'
        where id = @id and sent_at is null
        """;

    private const string FindLate = """
        select command.id, coalesce(cursor.call, command.call) as Call
        from telephony.commands command
        left join telephony.call_cursors cursor on cursor.source = command.source and cursor.known_as = command.call
        where command.source = @source and command.sent_at is null and command.expired_at is null
            and command.written_at < now() - @CommandsExpireAfter
        order by command.position
        limit 100
        """;

    private const string NoteExpired = """
        update telephony.commands set expired_at = now() where id = @Id and sent_at is null
        """;

    private const string TakeSnapshotWish = """
        update telephony.sources
        set snapshot_asked_at = now()
        where source = @source and snapshot_wanted_at is not null
            and (snapshot_asked_at is null or snapshot_asked_at < now() - interval '5 seconds')
        returning snapshot_wanted_at
        """;
}
