using System.Collections.Concurrent;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Support.Live;

/// <summary>
/// A console as the browser's one is: keeps topics by the hub's protocol, asks again for what is missing, and connects again
/// until it is disposed.
/// </summary>
public sealed class LiveConsole : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly HubConnection connection;
    private readonly ConcurrentDictionary<string, LiveTopic> topics = new();
    private readonly ConcurrentDictionary<string, string> refused = new();
    private readonly CancellationTokenSource ending = new();
    private Task life = Task.CompletedTask;

    /// <summary>Makes a console that is not yet connected.</summary>
    /// <param name="host">Where the host listens.</param>
    /// <param name="messagePack">The binary protocol rather than JSON.</param>
    /// <param name="configure">Sets what signs it in: a header, a cookie.</param>
    /// <param name="kind">The kind of console, of which an account has one at a time; null for one without.</param>
    public LiveConsole(
        Uri host, bool messagePack = true, Action<HttpConnectionOptions>? configure = null, string? kind = null)
    {
        var address = new Uri(host, kind is null ? "/api/live" : $"/api/live?console={kind}");
        var builder = new HubConnectionBuilder()
            .WithUrl(address, options => configure?.Invoke(options))
            .ConfigureLogging(log => log.SetMinimumLevel(LogLevel.None));
        connection = (messagePack ? builder.AddMessagePackProtocol() : builder.AddJsonProtocol()).Build();
        connection.On<LiveFrame[]>("Frames", TakeAsync);
        connection.On("Superseded", () => { IsSuperseded = true; });
        connection.On<string, string>("Refused", (topic, reason) => refused[topic] = reason);
        connection.Closed += _ =>
        {
            life = ReconnectAsync();
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether a newer console of the account has taken over.</summary>
    public bool IsSuperseded { get; private set; }

    /// <summary>Whether the connection is up.</summary>
    public bool IsConnected => connection.State == HubConnectionState.Connected;

    /// <summary>How often it had to connect again.</summary>
    public int Reconnections { get; private set; }

    /// <summary>The reason for which a topic was refused, or null.</summary>
    public string? Refusal(string topic) => refused.GetValueOrDefault(topic);

    /// <summary>Connects for the first time.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => connection.StartAsync(cancellationToken);

    /// <summary>Watches a topic from now on, over every reconnection.</summary>
    public async Task<LiveTopic> WatchAsync(string name, CancellationToken cancellationToken = default)
    {
        var topic = topics.GetOrAdd(name, static name => new LiveTopic(name));
        await connection.InvokeAsync("Watch", new[] { topic.Place }, cancellationToken);
        return topic;
    }

    /// <summary>Watches a topic no longer.</summary>
    public Task UnwatchAsync(string name, CancellationToken cancellationToken = default)
    {
        topics.TryRemove(name, out _);
        return connection.InvokeAsync("Unwatch", new[] { name }, cancellationToken);
    }

    /// <summary>Says that somebody is there.</summary>
    public Task BeatAsync(CancellationToken cancellationToken = default) =>
        connection.InvokeAsync("Beat", cancellationToken);

    /// <summary>Ends the connection and begins another, as a page that was reloaded but remembers where it stood.</summary>
    public Task DropAsync() => connection.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await connection.DisposeAsync();
        await life;
        ending.Dispose();
    }

    private async Task TakeAsync(LiveFrame[] frames)
    {
        foreach (var frame in frames)
        {
            if (topics.TryGetValue(frame.Topic, out var topic) && !topic.Take(frame))
            {
                await connection.SendAsync("Watch", new[] { topic.Place }, ending.Token);
            }
        }
    }

    private async Task ReconnectAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await connection.StartAsync(ending.Token);
                var places = topics.Values.Select(topic => topic.Place).ToArray();
                await connection.InvokeAsync("Watch", places, ending.Token);
                Reconnections++;
                return;
            }
            catch (Exception) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (connection.State == HubConnectionState.Disconnected)
            {
                // The host is away, or said no; either may change.
                await Task.Delay(RetryAfter, CancellationToken.None);
            }
            catch (Exception)
            {
                // Broken as soon as it was made: its closing has begun this anew.
                return;
            }
        }
    }
}
