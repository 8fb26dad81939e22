using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ContactCenter.Platform.Live;

/// <summary>What this host knows of one topic: its items, its last changes, and who watches it here.</summary>
internal sealed class Topic(string name, TimeProvider clock, LiveMetrics metrics)
{
    // A frame is made once for all consoles that stand at the same place, and used again for so long.
    private static readonly TimeSpan FrameLife = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Item> items = [];
    private readonly List<LoggedChange> early = [];
    private readonly Dictionary<long, Made> deltas = [];
    private readonly string prefix = $"{Guid.CreateVersion7():n}.";
    private DeltaRing ring = new();
    private Made? snapshot;
    private string epoch = "";
    private long? changedAt;
    private int lives;

    internal string Name => name;

    internal TopicPhase Phase { get; private set; } = TopicPhase.Waiting;

    /// <summary>Counts the loads, so that one begun before a <see cref="Restart"/> is not taken for a later one's.</summary>
    internal int Life => lives;

    /// <summary>Replaced, never changed, so that the fan-out walks over it without a lock.</summary>
    internal Subscription[] Subscriptions { get; private set; } = [];

    /// <summary>Since when nobody watches, as a timestamp of the clock.</summary>
    internal long QuietSince { get; private set; } = clock.GetTimestamp();

    /// <summary>Whether it is already in line for the fan-out.</summary>
    internal int Queued;

    /// <summary>
    /// A reading of the log begins, perhaps again after one that was cut short. All that was heard so far is older than it;
    /// what is heard from now on is kept.
    /// </summary>
    internal void BeginPassing()
    {
        lock (gate)
        {
            Phase = TopicPhase.Passing;
            early.Clear();
        }
    }

    /// <summary>Rows that the load will contain, because they were committed before it begins.</summary>
    internal void ForgetEarly(IReadOnlySet<long> covered)
    {
        lock (gate)
        {
            early.RemoveAll(change => covered.Contains(change.Id));
        }
    }

    internal void BeginLoading()
    {
        lock (gate)
        {
            Phase = TopicPhase.Loading;
        }
    }

    /// <summary>Takes the database's state as loaded, and on top of it what was committed while it was loading.</summary>
    internal bool Loaded(int life, IReadOnlyList<LiveItem> loaded)
    {
        lock (gate)
        {
            if (life != lives || Phase != TopicPhase.Loading)
            {
                return false;
            }

            foreach (var item in loaded)
            {
                items[item.Key] = new Item(FrameItem(item.Key, item.Version, item.Value), LogId: 0);
            }

            foreach (var change in early)
            {
                Keep(change);
            }

            early.Clear();
            epoch = prefix + lives.ToString(CultureInfo.InvariantCulture);
            Phase = TopicPhase.Live;
            return true;
        }
    }

    /// <summary>Takes a change; true where consoles are to be told.</summary>
    internal bool Apply(LoggedChange change)
    {
        lock (gate)
        {
            switch (Phase)
            {
                case TopicPhase.Passing or TopicPhase.Loading:
                    early.Add(change);
                    return false;
                case TopicPhase.Live when Keep(change) is { } kept:
                    ring.Add(kept, change.Change.Urgent);
                    changedAt ??= clock.GetTimestamp();
                    deltas.Clear();
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>What is known can no longer be trusted: begins anew, with another epoch, for the same watchers.</summary>
    internal void Restart()
    {
        lock (gate)
        {
            Phase = TopicPhase.Waiting;
            lives++;
            items.Clear();
            early.Clear();
            deltas.Clear();
            snapshot = null;
            ring = new DeltaRing();
        }
    }

    /// <summary>Forgets items that are gone, where no older change of them can still arrive.</summary>
    internal void Prune(long settled)
    {
        lock (gate)
        {
            foreach (var (key, item) in items)
            {
                if (item.Frame.Value is null && item.LogId <= settled)
                {
                    items.Remove(key);
                }
            }
        }
    }

    /// <summary>Adds a watcher or moves one to where it says it stands; false where the topic was closed meanwhile.</summary>
    internal bool Join(Subscription subscription)
    {
        lock (gate)
        {
            if (Phase == TopicPhase.Closed)
            {
                return false;
            }

            Subscriptions = [.. Subscriptions.Where(one => one.Viewer != subscription.Viewer), subscription];
            return true;
        }
    }

    internal void Leave(Viewer viewer)
    {
        lock (gate)
        {
            Subscriptions = [.. Subscriptions.Where(one => one.Viewer != viewer)];
            QuietSince = clock.GetTimestamp();
        }
    }

    /// <summary>Closes the topic unless somebody watches it.</summary>
    internal bool Close()
    {
        lock (gate)
        {
            if (Subscriptions.Length == 0)
            {
                Phase = TopicPhase.Closed;
            }

            return Phase == TopicPhase.Closed;
        }
    }

    /// <summary>How many changes a watcher has not been sent.</summary>
    internal long Behind(Subscription subscription)
    {
        lock (gate)
        {
            return Phase == TopicPhase.Live && subscription.Epoch == epoch ? ring.Last - subscription.Sent : 0;
        }
    }

    /// <summary>The next message for a watcher, which then stands at its end; null where it has everything.</summary>
    internal SerializedHubMessage? Next(Subscription subscription)
    {
        lock (gate)
        {
            if (Phase != TopicPhase.Live)
            {
                return null;
            }

            if (subscription.Epoch != epoch || !ring.Reaches(subscription.Sent))
            {
                var whole = Snapshot();
                (subscription.Epoch, subscription.Sent, subscription.Unanswered) = (epoch, whole.To, false);
                metrics.SnapshotSent();
                return whole.Message;
            }

            if (subscription.Sent == ring.Last && !subscription.Unanswered)
            {
                return null;
            }

            var changes = Changes(subscription.Sent);
            (subscription.Sent, subscription.Unanswered) = (changes.To, false);
            return changes.Message;
        }
    }

    /// <summary>When the oldest change was heard that the fan-out had not yet taken up; null where it has taken up all.</summary>
    internal long? TakeUp()
    {
        lock (gate)
        {
            var since = changedAt;
            changedAt = null;
            return since;
        }
    }

    private LiveFrameItem? Keep(LoggedChange logged)
    {
        var change = logged.Change;
        if (items.TryGetValue(change.Key, out var known) && known.Frame.Version >= change.Version)
        {
            return null;
        }

        var item = FrameItem(change.Key, change.Version, change.Value);
        items[change.Key] = new Item(item, logged.Id);
        return item;
    }

    private Made Snapshot()
    {
        if (snapshot is not { } made || IsOld(made) || !ring.Reaches(made.To))
        {
            var all = items.Values.Select(item => item.Frame).Where(item => item.Value is not null).ToArray();
            snapshot = made = Make(ring.Last, ring.Last, all, whole: true);
        }

        return made;
    }

    private Made Changes(long from)
    {
        if (!deltas.TryGetValue(from, out var made) || IsOld(made))
        {
            deltas[from] = made = Make(from, ring.Last, ring.After(from), whole: false);
        }

        return made;
    }

    private bool IsOld(Made made) => clock.GetElapsedTime(made.At) > FrameLife;

    private Made Make(long from, long to, IReadOnlyList<LiveFrameItem> content, bool whole)
    {
        var frame = new LiveFrame
        {
            Topic = name,
            Epoch = epoch,
            From = from,
            To = to,
            Snapshot = whole,
            Items = content,
            Now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        return new Made(new(new InvocationMessage("Frames", [new[] { frame }])), to, clock.GetTimestamp());
    }

    private static LiveFrameItem FrameItem(string key, long version, string? value) =>
        new() { Key = key, Version = version, Value = value };

    private readonly record struct Item(LiveFrameItem Frame, long LogId);

    private readonly record struct Made(SerializedHubMessage Message, long To, long At);
}
