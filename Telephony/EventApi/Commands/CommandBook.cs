using System.Text.Json.Nodes;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.EventApi.Commands;

/// <summary>
/// Commands on their way to PBXs of the event API. Whoever writes a command keeps its truth; this remembers what each PBX has
/// been given, what it calls the legs it made, and what could not be delivered.
/// </summary>
internal sealed class CommandBook(Db db, ICallCommands commands, IPersonalData personal)
{
    // More than a PBX of a city has in a second; the rest comes with the next look.
    private const int AtMost = 200;

    /// <summary>The bell that rings when commands for the source were committed on this host.</summary>
    internal static string BellOf(string source) => CommandOutlet.BellOf(source);

    /// <summary>Takes over the commands that were written for the source, and says again what it already has.</summary>
    internal async Task TakeOverAsync(string source, CancellationToken cancellationToken)
    {
        var unsent = await commands.UnsentAsync(source, AtMost, cancellationToken);
        if (unsent.Count is 0)
        {
            return;
        }

        var ids = unsent.Select(command => command.Id.Value).ToArray();
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Insert, new
        {
            source,
            Ids = ids,
            Calls = unsent.Select(command => command.Call).ToArray(),
            Types = unsent.Select(CommandWire.TypeOf).ToArray(),
            Legs = unsent.Select(command => (command as RingParty)?.Leg).ToArray(),
            Bodies = unsent.Select(command => Sealed(CommandWire.DataOf(command))).ToArray(),
        });
        var sent = await work.ListAsync<Guid>(FindSent, new { Ids = ids });
        await work.CommitAsync();

        if (sent.Count > 0)
        {
            // The host that sent them died, or lost the database, before it could say so.
            await commands.MarkSentAsync([.. sent.Select(CommandId.From)], done: false, cancellationToken);
        }
    }

    /// <summary>Notes that the PBX has these commands, and perhaps has said that it did them.</summary>
    internal async Task MarkSentAsync(
        string source, IReadOnlyCollection<CommandId> ids, bool done, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(MarkSent, new { source, Ids = ids.Select(id => id.Value).ToArray() });
        await work.CommitAsync();
        await commands.MarkSentAsync(ids, done, cancellationToken);
    }

    /// <summary>The call and leg that a command was to make, or null where no such command went to the source.</summary>
    internal Task<Made?> FindMadeAsync(string source, CommandId id, CancellationToken cancellationToken) =>
        db.FindAsync<Made>(FindMade, new { source, id }, cancellationToken);

    /// <summary>Writes commands as the PBX knows their calls and legs.</summary>
    internal async Task<IReadOnlyList<JsonObject>> WriteAsync(
        string source, IReadOnlyList<BookedCommand> booked, CancellationToken cancellationToken)
    {
        if (booked.Count is 0)
        {
            return [];
        }

        var all = booked.Select(one => CommandWire.Envelope(one with { Body = Opened(one.Body) })).ToList();
        var names = all.SelectMany(CommandWire.NamesIn).Distinct().ToArray();
        var known = await db.ListAsync<Name>(FindNames, new { source, names }, cancellationToken);
        var byOurs = known.GroupBy(name => name.Ours).ToDictionary(group => group.Key, group => group.First().Theirs);
        foreach (var command in all)
        {
            CommandWire.Rename(command, byOurs);
        }

        return all;
    }

    // Whom to ring and which number to show are in it.
    private string Sealed(JsonObject data) => personal.Seal(PersonalKind.Narrative, data.ToJsonString()).Token;

    private string Opened(string body) => personal.IsSealed(body) ? personal.Open(new Sealed(body)) : body;

    /// <summary>What a command was to make.</summary>
    internal sealed record Made(string Call, string? Leg);

    private sealed record Name(string Ours, string Theirs);

    private const string Insert = """
        insert into telephony.commands (id, source, call, type, leg, body)
        select id, @source, call, type, leg, body
        from unnest(@Ids, @Calls, @Types, @Legs, @Bodies) with ordinality as command (id, call, type, leg, body, place)
        order by place
        on conflict (id) do nothing  -- It is unsent and was taken over before, here or by another host.
        """;

    private const string FindSent = """
        select id from telephony.commands where id = any (@Ids) and (sent_at is not null or expired_at is not null) limit 200
        """;

    private const string MarkSent = """
        update telephony.commands set sent_at = now() where source = @source and id = any (@Ids) and sent_at is null
        """;

    private const string FindMade = """
        select call, leg from telephony.commands where id = @id and source = @source and type = 'ringParty'
        """;

    private const string FindNames = """
        select known_as as Ours, call as Theirs
        from telephony.call_cursors
        where source = @source and known_as = any (@names)
        union all
        select known_as, leg
        from telephony.leg_names
        where source = @source and known_as = any (@names)
        limit 1000
        """;
}

/// <summary>A command as it stands in the book.</summary>
internal sealed record BookedCommand(Guid Id, long Position, string Call, string Type, string Body, DateTime WrittenAt);
