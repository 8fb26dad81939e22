using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Journal;

/// <summary>Who should serve this caller again: the agent who last spoke with them, while that is recent.</summary>
internal sealed class StickyAgents(Db db, IOptions<CallsOptions> options)
{
    private const string Select = """
        select agent_id
        from calls.calls
        where caller_print = @print
          and arrived_at > clock_timestamp() - make_interval(hours => @Hours)
          and outcome = 'answered'
          and agent_id is not null
        order by arrived_at desc
        limit 1
        """;

    internal Task<AgentId?> FindAsync(string print, CancellationToken cancellationToken) =>
        print.Length == 0 || options.Value.StickyHours == 0
            ? Task.FromResult<AgentId?>(null)
            : db.FindAsync<AgentId?>(Select, new { print, Hours = options.Value.StickyHours }, cancellationToken);
}
