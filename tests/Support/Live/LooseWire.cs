using System.Net;
using System.Net.Sockets;

namespace ContactCenter.Support.Live;

/// <summary>
/// A wire between a client and a server on this machine that can be frozen (nothing passes, the connections stay), cut and unplugged.
/// Its buffers are small, so that a frozen wire is soon felt at both ends.
/// </summary>
public sealed class LooseWire : IAsyncDisposable
{
    private const int Buffer = 8 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<Socket> sockets = [];
    private readonly CancellationTokenSource ending = new();
    private readonly int port;
    private TaskCompletionSource thawed = new();
    private Task accepting = Task.CompletedTask;
    private volatile bool unplugged;

    /// <summary>Lays a wire to a port.</summary>
    public LooseWire(int port)
    {
        this.port = port;
        thawed.SetResult();
        listener.Server.ReceiveBufferSize = Buffer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The client's end.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Lets nothing pass from now on.</summary>
    public void Freeze()
    {
        if (thawed.Task.IsCompleted)
        {
            thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets everything pass again, first what was held up.</summary>
    public void Thaw() => thawed.TrySetResult();

    /// <summary>Breaks every connection; new ones can be made.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }

            sockets.Clear();
        }
    }

    /// <summary>Breaks every connection, and each new one at once, until it is plugged in again.</summary>
    public void Unplug()
    {
        unplugged = true;
        Cut();
    }

    /// <summary>Carries new connections again.</summary>
    public void Plug() => unplugged = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        Thaw();
        Cut();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var near = await listener.AcceptSocketAsync(ending.Token);
                _ = CarryAsync(near);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = Buffer };
        near.NoDelay = true;
        lock (gate)
        {
            if (unplugged)
            {
                near.Dispose();
                far.Dispose();
                return;
            }

            sockets.AddRange([near, far]);
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, port, ending.Token);
            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is not there: the client finds its connection closed.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
            lock (gate)
            {
                sockets.Remove(near);
                sockets.Remove(far);
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[Buffer];
        try
        {
            while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var received)
            {
                await thawed.Task;
                for (var sent = 0; sent < received;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, received - sent), ending.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
