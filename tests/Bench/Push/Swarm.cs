using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ContactCenter.Bench.Push;

/// <summary>
/// Many consoles in this process. Each is a socket that speaks just enough of WebSocket and of the hub's protocol, and one
/// thread reads them all, so that the two cores measure the host rather than two thousand clients.
/// </summary>
internal sealed class Swarm : IAsyncDisposable
{
    private const byte Binary = 0x82;
    private const byte Text = 0x81;

    // [6], preceded by its length: the hub's ping.
    private static readonly byte[] Ping = [2, 0x91, 6];

    private readonly List<Socket> sockets = [];
    private readonly List<Incoming> consoles = [];
    private readonly CommitTimes times;
    private readonly CancellationTokenSource ending = new();
    private readonly int poll = Poll.Create();
    private Task keepingAlive = Task.CompletedTask;
    private Thread? reading;

    private Swarm(CommitTimes times) => this.times = times;

    /// <summary>Events received so far, over all consoles.</summary>
    internal long Seen { get; private set; }

    /// <summary>Messages they came in.</summary>
    internal long Messages { get; private set; }

    internal Latencies Latencies { get; private set; } = new();

    /// <summary>Connects consoles that watch the topic through the hub, or that are merely connected to a bare broadcast.</summary>
    internal static async Task<Swarm> ConnectAsync(
        int port, string path, int count, CommitTimes times, CancellationToken cancellationToken)
    {
        var swarm = new Swarm(times);
        for (var console = 0; console < count; console++)
        {
            await swarm.ConnectAsync(port, path, isHub: path == LiveServices.Path, cancellationToken);
        }

        swarm.reading = new Thread(swarm.Read) { IsBackground = true, Name = path };
        swarm.reading.Start();
        swarm.keepingAlive = swarm.KeepAliveAsync();
        return swarm;
    }

    /// <summary>Begins to count anew; nothing may be on its way.</summary>
    internal void Start() => (Latencies, Seen, Messages) = (new Latencies(), 0, 0);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        reading?.Join();
        await keepingAlive;
        sockets.ForEach(socket => socket.Dispose());
        ending.Dispose();
    }

    private async Task ConnectAsync(int port, string path, bool isHub, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"),
            cancellationToken);

        // One byte at a time, so that nothing of the first frame is lost; it is short and done once.
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one, cancellationToken) == 0)
            {
                throw new IOException($"The host closed {path}: {answer}");
            }

            answer.Append((char)one[0]);
        }

        if (!answer.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException($"The host refused {path}: {answer}");
        }

        if (isHub)
        {
            await SendAsync(socket, Text, Encoding.UTF8.GetBytes("""{"protocol":"messagepack","version":1}""" + '\u001e'));
            await SendAsync(socket, Binary, new MessagePackHubProtocol().GetMessageBytes(
                new InvocationMessage("Watch", [new[] { new WatchedTopic { Topic = Server.Topic } }])).ToArray());
        }

        Poll.Watch(poll, socket.Handle, sockets.Count);
        sockets.Add(socket);
        consoles.Add(new Incoming(Note, answersFirst: isHub));
    }

    private void Read()
    {
        var ready = new Poll.Happened[512];
        var handles = sockets.Select(socket => socket.Handle).ToArray();
        while (!ending.IsCancellationRequested)
        {
            var count = Poll.Wait(poll, ready, atMost: 100);
            for (var at = 0; at < count; at++)
            {
                var number = (int)ready[at].Number;
                var received = Poll.Receive(handles[number], consoles[number].Room);
                if (received == 0)
                {
                    throw new IOException("The host closed a console's connection.");
                }

                Messages += consoles[number].Take(Math.Max(0, received));
            }
        }
    }

    private void Note(int number)
    {
        var now = Stopwatch.GetTimestamp();
        var committed = times[number];

        // It may be here before the thread that committed it has gone on to write down when.
        Latencies.Add(committed == 0 ? 0 : Math.Max(0, now - committed));
        Seen++;
    }

    private async Task KeepAliveAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), ending.Token);
                foreach (var socket in sockets)
                {
                    await SendAsync(socket, Binary, Ping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The swarm is dissolved.
        }
    }

    // A client must mask what it sends; a mask of zeros is one.
    private static async Task SendAsync(Socket socket, byte kind, byte[] content) =>
        await socket.SendAsync((byte[])[kind, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content]);
}
