using System.Net;
using System.Net.Sockets;

namespace ContactCenter.Support;

/// <summary>Ports of 127.0.0.1 that nothing uses, each handed out once in a process.</summary>
/// <remarks>They lie below the kernel's ephemeral range, so that no outgoing connection takes one in between.</remarks>
public static class FreePorts
{
    private const int First = 20000;
    private const int Last = 31999;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    /// <summary>One port, free for TCP and for UDP.</summary>
    public static int Take() => TakeRow(1);

    /// <summary>The first of so many adjoining ports.</summary>
    public static int TakeRow(int count)
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                // Random, because another process's tests look for ports at the same time.
                var first = Random.Shared.Next(First, Last - count);
                var row = Enumerable.Range(first, count).ToArray();
                if (row.All(IsFree))
                {
                    Taken.UnionWith(row);
                    return first;
                }
            }
        }

        throw new InvalidOperationException($"No {count} adjoining free ports between {First} and {Last}.");
    }

    private static bool IsFree(int port)
    {
        if (Taken.Contains(port))
        {
            return false;
        }

        try
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
