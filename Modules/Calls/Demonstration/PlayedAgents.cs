using ContactCenter.Calls.Live;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Calls.Demonstration;

/// <summary>
/// Lets some of a demonstration's agents play themselves beside the built-in simulated switch, so that its boards live. Does
/// nothing unless <c>Calls:PlayedAgents</c> is set, and never touches an agent at whose console somebody sits.
/// </summary>
internal sealed partial class PlayedAgents(
    Db db, TurnRunner turns, Ground ground, ILogger<PlayedAgents> logger) : BackgroundService
{
    private const string SelectIdle = """
        select id
        from (select id, state, presence, console_required from calls.agents order by code desc limit @most) as played
        where presence = 'offline' and state in ('loggedOut', 'notReady')
           or state = 'wrapUp' and not console_required
        limit 100
        """;

    private const string NeedNoConsole = """
        update calls.agents set console_required = false
        where id in (select id from calls.agents order by code desc limit @most)
          and presence = 'offline' and console_required
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (ground.Options.PlayedAgents == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PlayAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                CannotPlay(exception);
            }
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var most = ground.Options.PlayedAgents;
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            await work.ExecuteAsync(NeedNoConsole, new { most });
            await work.CommitAsync();
        }

        foreach (var id in await db.ListAsync<AgentId>(SelectIdle, new { most }, cancellationToken))
        {
            await turns.OnAgentAsync(id, "demonstration", "played", (agent, now) =>
            {
                switch (agent.State)
                {
                    case AgentState.LoggedOut:
                        agent.LogIn(agent.Session, agent.Phone, PhoneMode.Rings, now);
                        agent.Choose(AgentState.Ready, null, now);
                        return null;
                    case AgentState.NotReady:
                        agent.Choose(AgentState.Ready, null, now);
                        return null;
                    case AgentState.WrapUp when agent.StateSince < now.AddSeconds(-5):
                        agent.EndWrapUp(now);
                        return null;
                    default:
                        return "as-it-should-be";
                }
            }, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The demonstration's agents cannot play now")]
    private partial void CannotPlay(Exception exception);
}
