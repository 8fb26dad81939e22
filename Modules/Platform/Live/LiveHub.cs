using Microsoft.AspNetCore.SignalR;

namespace ContactCenter.Platform.Live;

/// <summary>
/// Where consoles watch topics. They act by HTTP, so the methods here only watch and say that somebody is there. The server
/// sends <c>Frames(LiveFrame[])</c>, <c>Superseded()</c> and <c>Refused(topic, reason)</c>; the reason is one of
/// <c>unknown-topic</c>, <c>not-allowed</c>, <c>too-many-topics</c>.
/// </summary>
internal sealed class LiveHub(Watching watching, Consoles consoles, Presence presence) : Hub
{
    /// <summary>Watches topics, each from where the console stands in it. Watching one again repairs a gap.</summary>
    public void Watch(IReadOnlyList<WatchedTopic> topics) => watching.Watch(Viewer, topics);

    /// <summary>Watches topics no longer.</summary>
    public void Unwatch(IReadOnlyList<string> topics)
    {
        foreach (var topic in topics)
        {
            Viewer.Leave(topic);
        }
    }

    /// <summary>Says that somebody is there; consoles do so every 5 s and take a missing answer for a lost connection.</summary>
    public void Beat() => presence.Beat(Viewer);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        await consoles.AnnounceAsync(Viewer, Context.ConnectionAborted);
        await presence.ConnectedAsync(Viewer, Context.ConnectionAborted);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception) => presence.DisconnectedAsync(Viewer);

    private Viewer Viewer => consoles.Find(Context.ConnectionId) ?? throw new HubException("The connection is closed.");
}
