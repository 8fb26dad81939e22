using System.Collections.Concurrent;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Access.Sessions;

/// <summary>
/// Ends hub connections whose session ended or whose roles changed. A request is checked as it comes; a connection was
/// checked when it opened and would otherwise go on for as long as the console does.
/// </summary>
internal sealed partial class HubGuard(Db db, TimeProvider clock, ILogger<HubGuard> logger) : BackgroundService, IHubFilter
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Context, CurrentUser User)> connections = [];

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        if (CurrentUser.From(connection.User!) is { } user)
        {
            // Bound to the connection rather than to OnDisconnectedAsync, which is not called where connecting fails.
            connections[connection.ConnectionId] = (connection, user);
            connection.ConnectionAborted.Register(() => connections.TryRemove(connection.ConnectionId, out _));
        }

        await next(context);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LiveSessions.Trusted, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                // The database is away for a moment; to cut every console off now would make that worse.
                CouldNotLook(exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var open = connections.Values.ToArray();
        if (open.Length == 0)
        {
            return;
        }

        var sessions = open.Select(connection => (connection.User.Id, connection.User.Session)).Distinct().ToArray();
        var live = (await db.ListAsync<Live>(
                SelectLive,
                new
                {
                    ids = sessions.Select(session => session.Id.Value).ToArray(),
                    numbers = sessions.Select(session => session.Session).ToArray(),
                },
                cancellationToken))
            .ToDictionary(row => (row.Id, row.Session), row => row.Roles);

        foreach (var (context, user) in open)
        {
            if (!live.TryGetValue((user.Id, user.Session), out var roles) || !roles.ToHashSet().SetEquals(RolesOf(context)))
            {
                Cut(user.Id, user.Session);
                context.Abort();
            }
        }
    }

    private static IEnumerable<string> RolesOf(HubCallerContext context) =>
        context.User!.FindAll(ClaimTypes.Role).Select(claim => claim.Value);

    private sealed record Live
    {
        public required AccountId Id { get; init; }

        public required long Session { get; init; }

        public required string[] Roles { get; init; }
    }

    // As many rows as were asked for at most; no limit of its own.
    private const string SelectLive = """
        select session.account_id as Id, session.number as Session, account.roles as Roles
        from unnest(@ids, @numbers) as watched (account_id, number)
        join access.sessions session on session.account_id = watched.account_id and session.number = watched.number
        join access.accounts account on account.id = session.account_id
        where session.revoked_at is null and account.disabled_at is null
        """;

    [LoggerMessage(LogLevel.Information, "Cut the live connection of session {Session} of account {Account}: it ended or its roles changed")]
    private partial void Cut(AccountId account, long session);

    [LoggerMessage(LogLevel.Warning, "Could not look whether the sessions of live connections still count")]
    private partial void CouldNotLook(Exception exception);
}
