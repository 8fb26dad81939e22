using System.Security.Claims;
using ContactCenter.Calls.Desks;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Authorization;

namespace ContactCenter.Calls.Floor;

/// <summary>The ACD's topics: who may watch them, and what is in them now.</summary>
internal sealed class BoardTopics(Db db, QueueBook queues, IAuthorizationService rights) : ITopicSource
{
    public bool Owns(string topic) => topic == Topics.Board || Topics.TryAgent(topic, out _);

    public bool MayWatch(ClaimsPrincipal person, string topic)
    {
        if (MayWatchFloor(person))
        {
            return true;
        }

        return Topics.TryAgent(topic, out var agent)
            && CurrentUser.From(person) is { } user
            && Desk.AgentOf(user.Id) == agent;
    }

    public async Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken)
    {
        if (!Topics.TryAgent(topic, out var id))
        {
            var board = await Board.LoadAsync(db, queues, cancellationToken);
            return board.Items();
        }

        var (agent, offer, call) = await ShowDesk.LoadAsync(db, id, cancellationToken);
        return agent is null
            ? []
            : [.. Views.Desk(agent, offer, call, queues)
                .Where(item => item.Value is not null)
                .Select(item => new LiveItem(item.Key, agent.Version, item.Value!))];
    }

    // Rights are claims of the cookie: the check is synchronous in fact.
    private bool MayWatchFloor(ClaimsPrincipal person)
    {
        var check = rights.AuthorizeAsync(person, Rights.WatchFloor);
        return check.IsCompletedSuccessfully && check.GetAwaiter().GetResult().Succeeded;
    }
}
