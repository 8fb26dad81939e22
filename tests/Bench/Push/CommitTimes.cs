using System.IO.MemoryMappedFiles;

namespace ContactCenter.Bench.Push;

/// <summary>When each event's commit returned, by its number, in memory that the host's process and this one share.</summary>
internal sealed unsafe class CommitTimes : IDisposable
{
    internal const int Most = 1_000_000;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly long* times;

    internal CommitTimes(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, (long)Most * sizeof(long));
        view = file.CreateViewAccessor();
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        times = (long*)start;
    }

    /// <summary>Timestamps of one clock, which all processes of a machine share; 0 while the commit has not returned.</summary>
    internal long this[int number]
    {
        get => Volatile.Read(ref times[Checked(number)]);
        set => Volatile.Write(ref times[Checked(number)], value);
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private static int Checked(int number) =>
        number is >= 0 and < Most ? number : throw new ArgumentOutOfRangeException(nameof(number));
}
