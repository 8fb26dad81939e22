using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Journal;

/// <summary>The commands waiting for a PBX, as rows.</summary>
internal sealed class CommandRows(Db db) : ICallCommands
{
    private const string SelectUnsent = """
        select payload
        from calls.commands
        where source = @source and state = 'written'
        order by place
        limit @atMost
        """;

    // Without waiting for the disk, which is_local is for: a mark that a power cut loses has the command sent again, and that
    // changes nothing.
    private const string MarkSent = """
        select set_config('synchronous_commit', 'off', true);
        update calls.commands
        set state = 'sent', sent_at = clock_timestamp()
        where id = any(@ids) and state = 'written'
        """;

    public async Task<IReadOnlyList<CallCommand>> UnsentAsync(string source, int atMost, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<string>(SelectUnsent, new { source, atMost }, cancellationToken))
            .Select(payload => JsonSerializer.Deserialize<CallCommand>(payload, Json.Options)!)];

    public async Task MarkSentAsync(IReadOnlyCollection<CommandId> commands, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(MarkSent, new { ids = commands.Select(id => id.Value).ToArray() });
        await work.CommitAsync();
    }
}
