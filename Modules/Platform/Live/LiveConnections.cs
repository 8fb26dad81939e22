using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Platform.Live;

/// <summary>Hands each connection of the hub to <see cref="Consoles"/>; this is where SignalR shows it whole.</summary>
internal sealed class LiveConnections(
    Consoles consoles, TimeProvider clock, ILogger<DefaultHubLifetimeManager<LiveHub>> logger)
    : DefaultHubLifetimeManager<LiveHub>(logger)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        consoles.Add(new Viewer(connection, clock));
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (consoles.Find(connection.ConnectionId) is { } viewer)
        {
            consoles.Remove(viewer);
        }

        return base.OnDisconnectedAsync(connection);
    }
}
