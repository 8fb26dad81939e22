using System.Collections.Concurrent;
using ContactCenter.Platform.Database;

namespace ContactCenter.Platform.Live;

/// <summary>
/// The consoles connected to this host, and which of an account's is the newest. A console announces itself in the change log,
/// whose order all hosts share: the one with the highest row is the live one, wherever it is connected.
/// </summary>
internal sealed class Consoles
{
    /// <summary>The topic of the announcements; no module owns it, so nobody can watch it.</summary>
    internal const string Topic = "console";

    private readonly ConcurrentDictionary<string, Viewer> viewers = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, Seat> seats = [];
    private readonly Db db;

    public Consoles(Topics topics, Db db)
    {
        this.db = db;
        topics.ConsoleOpened += Hear;
    }

    internal int Count => viewers.Count;

    internal ICollection<Viewer> All => viewers.Values;

    internal Viewer? Find(string connectionId) => viewers.GetValueOrDefault(connectionId);

    internal void Add(Viewer viewer)
    {
        viewers[viewer.Id] = viewer;
        if (KeyOf(viewer) is { } key)
        {
            lock (gate)
            {
                if (!seats.TryGetValue(key, out var seat))
                {
                    seats[key] = seat = new Seat();
                }

                seat.Rows[viewer] = null;
            }
        }
    }

    internal void Remove(Viewer viewer)
    {
        viewers.TryRemove(viewer.Id, out _);
        if (KeyOf(viewer) is { } key)
        {
            lock (gate)
            {
                if (seats.TryGetValue(key, out var seat) && seat.Rows.Remove(viewer) && seat.Rows.Count == 0)
                {
                    seats.Remove(key);
                }
            }
        }

        viewer.LeaveAll();
    }

    /// <summary>Makes the console the live one of its account and kind, on all hosts.</summary>
    internal async Task AnnounceAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (KeyOf(viewer) is { } key)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            await work.ShowAsync(new LiveChange(Topic, key, Version: 0, viewer.Id));
            await work.CommitAsync();
        }
    }

    private void Hear(LoggedChange opened)
    {
        List<Viewer> older;
        lock (gate)
        {
            if (!seats.TryGetValue(opened.Change.Key, out var seat))
            {
                return;
            }

            seat.Newest = Math.Max(seat.Newest, opened.Id);
            if (seat.Rows.Keys.FirstOrDefault(viewer => viewer.Id == opened.Change.Value) is { } named)
            {
                seat.Rows[named] = opened.Id;
            }

            // One whose own row has not come yet is judged when it comes.
            older = [.. seat.Rows.Where(one => one.Value < seat.Newest && !one.Key.Superseded).Select(one => one.Key)];
        }

        foreach (var viewer in older)
        {
            viewer.Supersede();
        }
    }

    private static string? KeyOf(Viewer viewer) =>
        viewer is { User: { } user, Kind: { } kind } ? $"{user.Id}/{kind}" : null;

    private sealed class Seat
    {
        internal Dictionary<Viewer, long?> Rows { get; } = [];

        internal long Newest { get; set; }
    }
}
