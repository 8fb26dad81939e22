using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ContactCenter.Bench.Push;

/// <summary>
/// The broadcast one would write without a hub: an ASP.NET Core WebSocket for each console and a loop that sends each of them
/// the same bytes. It has no topics, no rights, no place to resume from and no answer to a slow console. Whatever waits when
/// a round begins goes out in one message, which one event a message cannot match with many consoles.
/// </summary>
internal sealed class Bare
{
    private readonly ConcurrentDictionary<WebSocket, bool> sockets = new();
    private readonly Channel<int> events = Channel.CreateUnbounded<int>();
    private readonly MessagePackHubProtocol protocol = new();
    private readonly bool together;

    internal Bare(bool together)
    {
        this.together = together;
        _ = BroadcastAsync();
    }

    internal void Send(int number) => events.Writer.TryWrite(number);

    internal async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        sockets[socket] = true;
        try
        {
            var buffer = new byte[256];
            while ((await socket.ReceiveAsync(buffer, context.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Gone without a word.
        }
        catch (OperationCanceledException)
        {
            // The same.
        }
        finally
        {
            sockets.TryRemove(socket, out _);
        }
    }

    private async Task BroadcastAsync()
    {
        var waiting = new List<Task>();
        var numbers = new List<int>();
        while (await events.Reader.WaitToReadAsync())
        {
            while (events.Reader.TryRead(out var number))
            {
                numbers.Add(number);
                if (!together)
                {
                    break;
                }
            }

            var bytes = Frame(numbers);
            foreach (var (socket, _) in sockets)
            {
                var sending = socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);
                if (!sending.IsCompletedSuccessfully)
                {
                    waiting.Add(sending.AsTask());
                }
            }

            await Task.WhenAll(waiting);
            waiting.Clear();
            numbers.Clear();
        }
    }

    // The same bytes that the hub sends, so that the console's side has the same work.
    private ReadOnlyMemory<byte> Frame(List<int> numbers)
    {
        var frame = new LiveFrame
        {
            Topic = Server.Topic,
            Epoch = "0198b2f41c3e7a559d7e0198b2f41c3e.0",
            From = numbers[0] - 1,
            To = numbers[^1],
            Snapshot = false,
            Items = [.. numbers.Select(number => new LiveFrameItem
            {
                Key = Event.Key(number), Version = number, Value = Event.Value(number),
            })],
            Now = "2026-11-23T08:15:42.118Z",
        };
        return protocol.GetMessageBytes(new InvocationMessage("Frames", [new[] { frame }]));
    }
}
