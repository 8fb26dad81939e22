namespace ContactCenter.Platform.Live;

/// <summary>
/// The topics open on this host. Changes reach them from two sides, each at any time and in any order: this host's own commits
/// at once, and every host's from the log. What is kept equals the database when both have fallen silent; why it does:
/// <list type="bullet">
/// <item>A row counts once, whichever side brings it; of one item the higher version wins, and items that are gone are
/// remembered until no older change of them can still arrive.</item>
/// <item>A topic is loaded only after a reading of the log that began later than its opening. All that was committed before
/// that reading has then been seen, so nothing older than the load can arrive after it and bring back what was removed;
/// what is committed after the reading began is kept and put on top of the load.</item>
/// </list>
/// </summary>
internal sealed class Topics(FanOut fanOut, TimeProvider clock, LiveMetrics metrics)
{
    // Long enough for a console to come back after a cut and go on from the ring.
    private static readonly TimeSpan KeptQuiet = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly LogPosition position = new();
    private readonly Dictionary<string, Topic> topics = [];
    private readonly List<Topic> passing = [];
    private long overtaken;

    /// <summary>A console said that it is there: see <see cref="Consoles"/>.</summary>
    internal event Action<LoggedChange>? ConsoleOpened;

    /// <inheritdoc cref="LogPosition.Top"/>
    internal long? Top => Locked(() => position.Top);

    /// <summary>This host's own rows that a reading found before the commit had returned.</summary>
    internal long Overtaken => Interlocked.Read(ref overtaken);

    internal int Count => Locked(() => topics.Count);

    internal int MissingRows => Locked(() => position.MissingCount);

    internal IReadOnlyList<Topic> All => Locked(() => topics.Values.ToArray());

    /// <summary>The topic, opened where it was not; a newly opened one needs a reading of the log to come to life.</summary>
    internal Topic Open(string name, out bool isNew)
    {
        lock (gate)
        {
            isNew = !topics.TryGetValue(name, out var topic);
            return topic ?? (topics[name] = new Topic(name, clock, metrics));
        }
    }

    /// <summary>Changes this host committed.</summary>
    internal void Committed(IReadOnlyList<LoggedChange> changes)
    {
        var touched = new List<Topic>();
        LoggedChange[] fresh;
        lock (gate)
        {
            fresh = [.. changes.Where(change => position.Note(change.Id))];
            overtaken += changes.Count - fresh.Length;
            Deliver(fresh, touched, except: null);
        }

        Tell(fresh, touched);
    }

    /// <summary>Begins following at the end of the log, or anew where what was followed has been lost.</summary>
    internal void StartAt(long last, bool isRow, IEnumerable<long> notThere)
    {
        lock (gate)
        {
            position.StartAt(last, isRow, notThere);
            passing.Clear();
            foreach (var topic in topics.Values)
            {
                topic.Restart();
            }
        }
    }

    /// <summary>A reading of the log is about to begin; what it must ask for.</summary>
    internal LogReading BeginReading()
    {
        lock (gate)
        {
            passing.AddRange(topics.Values.Where(topic => topic.Phase == TopicPhase.Waiting));
            foreach (var topic in passing)
            {
                topic.BeginPassing();
            }

            return position.Next();
        }
    }

    /// <summary>A reading of the log ended.</summary>
    /// <param name="rows">What it found.</param>
    /// <param name="complete">Whether that was all there is.</param>
    /// <returns>How many rows were new, and the topics that may be loaded now.</returns>
    internal (int Fresh, IReadOnlyList<Topic> ToLoad) EndReading(IReadOnlyList<LoggedChange> rows, bool complete)
    {
        var touched = new List<Topic>();
        var covered = rows.Select(row => row.Id).ToHashSet();
        LoggedChange[] fresh;
        Topic[] ready = [];
        lock (gate)
        {
            var waiting = passing.ToHashSet();
            foreach (var topic in waiting)
            {
                topic.ForgetEarly(covered);
            }

            fresh = [.. rows.Where(row => position.Note(row.Id))];
            Deliver(fresh, touched, waiting);
            position.Advance();
            if (complete)
            {
                position.GiveUp();
                ready = [.. passing];
                passing.Clear();
                foreach (var topic in ready)
                {
                    topic.BeginLoading();
                }
            }
        }

        Tell(fresh, touched);
        return (fresh.Length, ready);
    }

    /// <summary>A topic was loaded; false where it has begun anew meanwhile.</summary>
    internal bool Loaded(Topic topic, int life, IReadOnlyList<LiveItem> items)
    {
        var isLive = topic.Loaded(life, items);
        if (isLive)
        {
            fanOut.Announce([topic]);
        }

        return isLive;
    }

    /// <summary>See <see cref="LogPosition.NoteWriters"/>.</summary>
    internal void NoteWriters(IReadOnlyCollection<string> transactions) => Locked(() =>
    {
        position.NoteWriters(transactions);
        return true;
    });

    /// <summary>Forgets what no console needs any more.</summary>
    internal void Tidy()
    {
        lock (gate)
        {
            var settled = position.Settled;
            foreach (var topic in topics.Values.ToArray())
            {
                topic.Prune(settled);
                if (topic.Phase == TopicPhase.Live && clock.GetElapsedTime(topic.QuietSince) > KeptQuiet && topic.Close())
                {
                    topics.Remove(topic.Name);
                }
            }
        }
    }

    private void Deliver(LoggedChange[] changes, List<Topic> touched, HashSet<Topic>? except)
    {
        foreach (var change in changes)
        {
            if (topics.TryGetValue(change.Change.Topic, out var topic) && except?.Contains(topic) is not true
                && topic.Apply(change) && !touched.Contains(topic))
            {
                touched.Add(topic);
            }
        }
    }

    private void Tell(LoggedChange[] fresh, List<Topic> touched)
    {
        fanOut.Announce(touched);
        foreach (var change in fresh.Where(change => change.Change.Topic == Consoles.Topic))
        {
            ConsoleOpened?.Invoke(change);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
