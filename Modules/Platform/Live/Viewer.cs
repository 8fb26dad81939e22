using System.Collections.Concurrent;
using System.Security.Claims;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ContactCenter.Platform.Live;

/// <summary>
/// One connected console. Nothing is queued for it: it stands at a number in each topic, and whenever its connection takes
/// more, it is given all that is newer in one frame. So a slow console costs no memory, sees fewer and larger steps, and
/// holds up nobody.
/// </summary>
internal sealed class Viewer(HubConnectionContext connection, TimeProvider clock)
{
    internal const int MostTopics = 200;

    private const int Idle = 0;
    private const int Busy = 1;
    private const int Again = 2;

    private readonly Lock gate = new();
    private readonly ConcurrentQueue<SerializedHubMessage> notices = new();
    private Subscription[] subscriptions = [];
    private int state;
    private long waitingSince;
    private bool startOver;
    private bool left;
    private bool dropped;

    internal string Id => connection.ConnectionId;

    /// <summary>The account, or null for a program without one.</summary>
    internal CurrentUser? User { get; } = CurrentUser.From(connection.User);

    /// <summary>The kind of console of which an account has one at a time, or null.</summary>
    internal string? Kind { get; } = connection.GetHttpContext()?.Request.Query["console"] is [{ Length: > 0 and <= 20 } kind]
        ? kind
        : null;

    /// <summary>Who it is, with the rights of now.</summary>
    internal ClaimsPrincipal Person { get; set; } = connection.User ?? new ClaimsPrincipal();

    /// <summary>Whether a newer console of the account has taken over, so that this one may only look.</summary>
    internal bool Superseded { get; private set; }

    internal IReadOnlyList<Subscription> Subscriptions => subscriptions;

    /// <summary>How long its connection has taken nothing; zero where it takes all.</summary>
    internal TimeSpan Stalled => Interlocked.Read(ref waitingSince) is var since and not 0
        ? clock.GetElapsedTime(since)
        : TimeSpan.Zero;

    /// <summary>Changes it has not been sent, over its topics.</summary>
    internal long Behind => subscriptions.Sum(one => one.Topic.Behind(one));

    internal bool Watches(string topic) => Array.Exists(subscriptions, one => one.Topic.Name == topic);

    /// <summary>Adds a topic, or moves to where the console says it stands; false where the topic was closed meanwhile.</summary>
    internal bool Join(Subscription subscription)
    {
        lock (gate)
        {
            if (left)
            {
                return true;
            }

            if (!subscription.Topic.Join(subscription))
            {
                return false;
            }

            subscriptions = [.. subscriptions.Where(one => one.Topic != subscription.Topic), subscription];
        }

        Wake();
        return true;
    }

    internal void Leave(string topic)
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions.Where(one => one.Topic.Name == topic))
            {
                subscription.Topic.Leave(this);
            }

            subscriptions = [.. subscriptions.Where(one => one.Topic.Name != topic)];
        }
    }

    internal void LeaveAll()
    {
        lock (gate)
        {
            left = true;
            foreach (var subscription in subscriptions)
            {
                subscription.Topic.Leave(this);
            }

            subscriptions = [];
        }
    }

    internal void Refuse(string topic, string reason) => Say("Refused", topic, reason);

    internal void Supersede()
    {
        Superseded = true;
        Say("Superseded");
    }

    /// <summary>After a long stall the console is sent everything instead of what it missed.</summary>
    internal void StartOver() => Volatile.Write(ref startOver, true);

    /// <summary>Ends the connection; false where that was done before, for a stuck one takes its time.</summary>
    internal bool Drop()
    {
        connection.Abort();
        return !Interlocked.Exchange(ref dropped, true);
    }

    /// <summary>There may be something to send. Returns at once, whatever the connection does.</summary>
    internal void Wake()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref state, Busy, Idle))
            {
                case Idle:
                    _ = PumpAsync();
                    return;
                case Busy when Interlocked.CompareExchange(ref state, Again, Busy) != Busy:
                    continue;
                default:
                    return;
            }
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            do
            {
                Interlocked.Exchange(ref state, Busy);
                while (notices.TryDequeue(out var notice))
                {
                    await WriteAsync(notice);
                }

                foreach (var subscription in subscriptions)
                {
                    while (Next(subscription) is { } message)
                    {
                        await WriteAsync(message);
                    }
                }
            }
            while (Interlocked.CompareExchange(ref state, Idle, Busy) != Busy);
        }
        catch (Exception)
        {
            // Whatever is wrong with this connection must not go on half-way: the console comes back and starts anew.
            connection.Abort();
        }
    }

    private SerializedHubMessage? Next(Subscription subscription)
    {
        if (Interlocked.Exchange(ref startOver, false))
        {
            foreach (var one in subscriptions)
            {
                one.Epoch = null;
            }
        }

        return subscription.Topic.Next(subscription);
    }

    private ValueTask WriteAsync(SerializedHubMessage message)
    {
        var write = connection.WriteAsync(message, CancellationToken.None);
        return write.IsCompletedSuccessfully ? write : WaitAsync(write);
    }

    private async ValueTask WaitAsync(ValueTask write)
    {
        Interlocked.Exchange(ref waitingSince, clock.GetTimestamp());
        await write;
        Interlocked.Exchange(ref waitingSince, 0);
    }

    private void Say(string method, params object?[] arguments)
    {
        notices.Enqueue(new SerializedHubMessage(new InvocationMessage(method, arguments)));
        Wake();
    }
}
