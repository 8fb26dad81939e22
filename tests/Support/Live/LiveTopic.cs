using ContactCenter.Platform.Live;

namespace ContactCenter.Support.Live;

/// <summary>What a console knows of one topic.</summary>
public sealed class LiveTopic(string name)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LiveFrameItem> items = [];
    private readonly List<LiveFrameItem> taken = [];
    private string? epoch;
    private long number;

    /// <summary>Told each frame that was applied, in order.</summary>
    public event Action<LiveFrame>? Changed;

    /// <summary>Where it stands, for watching it again.</summary>
    public WatchedTopic Place
    {
        get
        {
            lock (gate)
            {
                return new WatchedTopic { Topic = name, Epoch = epoch, Seq = number };
            }
        }
    }

    /// <summary>The items there are, by key.</summary>
    public IReadOnlyDictionary<string, string> Items
    {
        get
        {
            lock (gate)
            {
                return items.ToDictionary(item => item.Key, item => item.Value.Value!);
            }
        }
    }

    /// <summary>Every item of every frame that was not a snapshot, in order.</summary>
    public IReadOnlyList<LiveFrameItem> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    /// <summary>How often everything was sent.</summary>
    public int Snapshots { get; private set; }

    /// <summary>How often only what changed was sent.</summary>
    public int Deltas { get; private set; }

    /// <summary>How often something was missing.</summary>
    public int Gaps { get; private set; }

    /// <summary>Whether anything was sent yet.</summary>
    public bool IsLive => epoch is not null;

    /// <summary>Applies a frame; false where something before it is missing.</summary>
    public bool Take(LiveFrame frame)
    {
        lock (gate)
        {
            if (!frame.Snapshot && (frame.Epoch != epoch || frame.From > number))
            {
                Gaps++;
                return false;
            }

            if (frame.Snapshot)
            {
                items.Clear();
                Snapshots++;
            }
            else if (frame.To < number)
            {
                return true;     // An answer that crossed with a newer one.
            }
            else
            {
                taken.AddRange(frame.Items);
                Deltas++;
            }

            (epoch, number) = (frame.Epoch, frame.To);
            foreach (var item in frame.Items)
            {
                if (item.Value is null)
                {
                    items.Remove(item.Key);
                }
                else
                {
                    items[item.Key] = item;
                }
            }
        }

        Changed?.Invoke(frame);
        return true;
    }
}
