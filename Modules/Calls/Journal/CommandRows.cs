using System.Text.Json;
using ContactCenter.Calls.Privacy;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Journal;

/// <summary>The commands waiting for a PBX, as rows.</summary>
internal sealed class CommandRows(Db db, CallerSeal callers) : ICallCommands
{
    private const string SelectUnsent = """
        select payload
        from calls.commands
        where source = @source and state = 'written'
        order by place
        limit @atMost
        """;

    // A command that is locked is being settled by a signal; should that fail, the next look finds it unsent, and says so again.
    // Without waiting for the disk, which is_local is for: a mark that a power cut loses has the command sent again, and that
    // changes nothing.
    private const string MarkSent = """
        select set_config('synchronous_commit', 'off', true);
        with told as (
            select id, type = 'playMusic' or (@done and type in ('holdParty', 'retrieveParty')) as settled
            from calls.commands
            where id = any(@ids) and state in ('written', 'sent')
            for update skip locked
        )
        update calls.commands c
        set state = case when told.settled then 'confirmed' else 'sent' end,
            sent_at = coalesce(c.sent_at, clock_timestamp()),
            settled_at = case when told.settled then clock_timestamp() end
        from told
        where c.id = told.id and c.state in ('written', 'sent')
        """;

    public async Task<IReadOnlyList<CallCommand>> UnsentAsync(string source, int atMost, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<string>(SelectUnsent, new { source, atMost }, cancellationToken))
            .Select(payload => callers.Opened(JsonSerializer.Deserialize<CallCommand>(payload, Json.Options)!))];

    public async Task MarkSentAsync(IReadOnlyCollection<CommandId> commands, bool done, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(MarkSent, new { ids = commands.Select(id => id.Value).ToArray(), done });
        await work.CommitAsync();
    }
}
