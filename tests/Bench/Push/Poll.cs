using System.Runtime.InteropServices;

namespace ContactCenter.Bench.Push;

/// <summary>
/// Waits for thousands of sockets on one thread with epoll(7). The runtime's own asynchronous sockets would take more of the
/// two cores for the clients than the host that is measured has for itself.
/// </summary>
internal static unsafe partial class Poll
{
    private const int Add = 1;
    private const uint Readable = 1;
    private const int DoNotWait = 0x40;

    internal static int Create() => epoll_create1(0) is >= 0 and var poll
        ? poll
        : throw new InvalidOperationException($"epoll_create1 failed with {Marshal.GetLastPInvokeError()}.");

    /// <summary>Watches a socket; what becomes readable is told by this number.</summary>
    internal static void Watch(int poll, nint socket, int number)
    {
        var wanted = new Happened { Events = Readable, Number = (ulong)number };
        if (epoll_ctl(poll, Add, (int)socket, &wanted) != 0)
        {
            throw new InvalidOperationException($"epoll_ctl failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>Fills in the numbers of sockets that can be read, waiting at most so many milliseconds for one.</summary>
    internal static int Wait(int poll, Span<Happened> happened, int atMost)
    {
        fixed (Happened* first = happened)
        {
            return Math.Max(0, epoll_wait(poll, first, happened.Length, atMost));
        }
    }

    /// <summary>Reads what is there; 0 where the other side has closed, negative where nothing is there.</summary>
    internal static int Receive(nint socket, Span<byte> into)
    {
        fixed (byte* start = into)
        {
            return (int)recv((int)socket, start, (nuint)into.Length, DoNotWait);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int poll, int operation, int socket, Happened* wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int poll, Happened* happened, int most, int atMost);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int socket, byte* into, nuint length, int flags);

    /// <summary>The kernel's epoll_event, which is packed on x86-64 only.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 12)]
    internal struct Happened
    {
        [FieldOffset(0)]
        internal uint Events;

        [FieldOffset(4)]
        internal ulong Number;
    }
}
