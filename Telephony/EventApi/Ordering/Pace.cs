namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>
/// Lets taking in go before applying while a PBX catches up and the machine cannot do both: an event that is not yet durable is
/// only safe with its sender, one that is durable is safe here. Applying never stops; it keeps a fifth of one worker's time.
/// </summary>
internal sealed class Pace(TimeProvider clock)
{
    // A city's PBXs together say some hundreds of events a second in their busiest hour.
    private const int ManyEventsPerSecond = 1_000;

    // So many requests to a commit, and they are waiting in line for it.
    private const double ManyRequestsPerCommit = 4;

    // Less idle time than this, and whatever one does is taken from the other.
    private const double Spare = 0.1;

    private const int RestsForEachWork = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private long taken;
    private long requestsTaken;
    private long commits;
    private long windowBegan = clock.GetTimestamp();
    private ProcessorTimes processors = ProcessorTimes.Read();
    private volatile bool isPressed;

    /// <summary>Notes a commit that made events of some requests durable.</summary>
    internal void NoteTaken(int events, int requests)
    {
        Interlocked.Add(ref taken, events);
        Interlocked.Add(ref requestsTaken, requests);
        Interlocked.Increment(ref commits);
    }

    /// <summary>Rests after a piece of work, where taking in needs the machine.</summary>
    internal async ValueTask MakeWayAsync(int worker, TimeSpan worked, CancellationToken cancellationToken)
    {
        if (!IsPressed())
        {
            return;
        }

        if (worker is 0)
        {
            await Task.Delay(worked * RestsForEachWork, clock, cancellationToken);
            return;
        }

        while (IsPressed())
        {
            await Task.Delay(Window, clock, cancellationToken);
        }
    }

    private bool IsPressed()
    {
        var elapsed = clock.GetElapsedTime(windowBegan);
        if (elapsed < Window || !gate.TryEnter())
        {
            return isPressed;
        }

        try
        {
            var now = ProcessorTimes.Read();
            var perSecond = Interlocked.Exchange(ref taken, 0) / elapsed.TotalSeconds;
            var perCommit = Interlocked.Exchange(ref requestsTaken, 0) / Math.Max(1.0, Interlocked.Exchange(ref commits, 0));
            isPressed = (perSecond > ManyEventsPerSecond || perCommit > ManyRequestsPerCommit)
                && now.IdleShareSince(processors) < Spare;
            (processors, windowBegan) = (now, clock.GetTimestamp());
            return isPressed;
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>What the machine's processors have done since its start, in whatever unit the kernel counts.</summary>
    private readonly record struct ProcessorTimes(long Idle, long Total)
    {
        /// <summary>As Linux tells; elsewhere nothing, and then there is always time to spare.</summary>
        internal static ProcessorTimes Read()
        {
            if (!OperatingSystem.IsLinux())
            {
                return default;
            }

            using var file = File.OpenText("/proc/stat");
            long idle = 0, total = 0;
            var figures = file.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            for (var index = 0; index < figures.Length; index++)
            {
                var figure = long.Parse(figures[index], System.Globalization.CultureInfo.InvariantCulture);
                total += figure;
                // The fourth is idle time, the fifth idle time that waits for a disk.
                idle += index is 3 or 4 ? figure : 0;
            }

            return new ProcessorTimes(idle, total);
        }

        internal double IdleShareSince(ProcessorTimes earlier) =>
            Total == earlier.Total ? 1 : (double)(Idle - earlier.Idle) / (Total - earlier.Total);
    }
}
