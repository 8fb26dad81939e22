using ContactCenter.Calls.Live;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Desks;

/// <summary>
/// Turns consoles' signs of life into leases on the agents' rows: 15 s to notice, 20 s of grace without offers, then not
/// ready. A talking agent is never cut.
/// </summary>
internal sealed class ConsolePresence(Db db, TurnRunner turns, IOptions<CallsOptions> options) : IPresence
{
    private const string AgentConsole = "agent";

    private const string Renew = """
        update calls.agents
        set presence_until = clock_timestamp() + make_interval(secs => @seconds)
        where id = any(@ids) and presence = 'online' and state <> 'loggedOut'
        returning id
        """;

    private const string SelectSignedIn = """
        select id from calls.agents where id = any(@ids) and presence <> 'online' and state <> 'loggedOut' limit 1000
        """;

    public Task ConnectedAsync(OpenConsole console, CancellationToken cancellationToken) =>
        BeatAsync([console], cancellationToken);

    public async Task BeatAsync(IReadOnlyCollection<OpenConsole> consoles, CancellationToken cancellationToken)
    {
        var ids = consoles.Where(console => console.Kind == AgentConsole)
            .Select(console => Desk.AgentOf(console.User.Id).Value).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        await using (var work = await db.BeginAsync(cancellationToken))
        {
            await work.ExecuteAsync(Renew, new { ids, seconds = (double)options.Value.PresenceLeaseSeconds });
            await work.CommitAsync();
        }

        foreach (var id in await db.ListAsync<AgentId>(SelectSignedIn, new { ids }, cancellationToken))
        {
            await turns.OnAgentAsync(id, "console", "console-back", (agent, now) =>
            {
                if (agent.State is AgentState.LoggedOut)
                {
                    return "logged-out";
                }

                agent.Presence = Presence.Online;
                agent.PresenceUntil = now.AddSeconds(options.Value.PresenceLeaseSeconds);
                return null;
            }, cancellationToken);
        }
    }

    public Task DisconnectedAsync(OpenConsole console, CancellationToken cancellationToken) => Task.CompletedTask;
}
